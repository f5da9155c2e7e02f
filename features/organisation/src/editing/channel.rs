//! Channels as the set-up pages name them (D-01).

use solits_i18n::Words;
use solits_journal::channel_name;
use solits_standard::model::ChannelKind;

/// Channels that have hours: somebody, or a service, answers in them at some times and not at others.
pub(crate) const WITH_HOURS: [ChannelKind; 6] = [
    ChannelKind::Visit,
    ChannelKind::Phone,
    ChannelKind::Email,
    ChannelKind::Portal,
    ChannelKind::EAddress,
    ChannelKind::TrustLine,
];

/// Channels through which a service can be asked for (C-10).
pub(crate) const OF_SERVICES: [ChannelKind; 9] = [
    ChannelKind::Visit,
    ChannelKind::Phone,
    ChannelKind::Email,
    ChannelKind::Letter,
    ChannelKind::Portal,
    ChannelKind::EAddress,
    ChannelKind::Website,
    ChannelKind::Fax,
    ChannelKind::SiteVisit,
];

/// The channel of that name, if it has hours.
pub(crate) fn with_hours(name: &str) -> Option<ChannelKind> {
    WITH_HOURS.into_iter().find(|channel| channel_name(*channel) == name)
}

/// A channel in words.
pub(crate) fn words_of(channel: ChannelKind, words: Words) -> String {
    words.t(match channel {
        ChannelKind::Visit | ChannelKind::Internal | ChannelKind::All => "organisation-channel-visit",
        ChannelKind::Phone => "organisation-channel-phone",
        ChannelKind::Email => "organisation-channel-email",
        ChannelKind::Letter => "organisation-channel-letter",
        ChannelKind::Portal => "organisation-channel-portal",
        ChannelKind::EAddress => "organisation-channel-e-address",
        ChannelKind::Website => "organisation-channel-website",
        ChannelKind::Fax => "organisation-channel-fax",
        ChannelKind::Sms => "organisation-channel-sms",
        ChannelKind::SiteVisit => "organisation-channel-site-visit",
        ChannelKind::TrustLine => "organisation-channel-trust-line",
    })
}

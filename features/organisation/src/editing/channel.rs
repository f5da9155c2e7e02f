//! Channels as the set-up pages name them (D-01), and whose hours a place keeps (D-06).

use solits_i18n::Words;
use solits_journal::channel_name;
use solits_standard::model::ChannelKind;

/// Whose hours they are. Every kind but the visit may keep those of the visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoursOf {
    /// A channel: somebody, or a service, answers in it at some times and not at others.
    Channel(ChannelKind),
    /// Private persons who are received by appointment (D-08).
    Reception,
    /// The staff: when work begins and ends (VZD 17.5). Not shown to clients.
    Staff,
}

impl From<ChannelKind> for HoursOf {
    fn from(channel: ChannelKind) -> Self {
        Self::Channel(channel)
    }
}

impl HoursOf {
    /// All that a place can say.
    pub(crate) const ALL: [Self; 8] = [
        Self::Channel(ChannelKind::Visit),
        Self::Reception,
        Self::Staff,
        Self::Channel(ChannelKind::Phone),
        Self::Channel(ChannelKind::Email),
        Self::Channel(ChannelKind::Portal),
        Self::Channel(ChannelKind::EAddress),
        Self::Channel(ChannelKind::TrustLine),
    ];

    /// As stored and as addresses name it.
    pub(crate) fn name(self) -> String {
        match self {
            Self::Channel(channel) => channel_name(channel),
            Self::Reception => "reception".to_owned(),
            Self::Staff => "staff".to_owned(),
        }
    }

    /// Those of that name.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// Whether they are the hours of the branch itself.
    pub(crate) fn is_visit(self) -> bool {
        self == Self::Channel(ChannelKind::Visit)
    }

    /// In words.
    pub(crate) fn words(self, words: Words) -> String {
        match self {
            Self::Channel(channel) => words_of(channel, words),
            Self::Reception => words.t("organisation-hours-reception"),
            Self::Staff => words.t("organisation-hours-staff"),
        }
    }
}

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

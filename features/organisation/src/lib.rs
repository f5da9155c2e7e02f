//! Who we are and what we offer: institution, units, branches with their hours, counters, lines, services, employees,
//! devices and tokens.

mod absences;
mod acting;
mod actions;
mod api;
mod card;
mod changes;
mod days;
mod editing;
mod facts;
mod forms;
mod import;
mod invitations;
mod leaving;
mod model;
mod overview;
mod pages;
mod profile;
#[cfg(test)]
mod sample;
mod store;
mod structure;
mod tokens;
mod units;

pub use absences::{NewAbsence, add_absence};
pub use acting::acting_employee;
pub use actions::{
    NewBranch, NewEmployee, NewService, SetupError, create_branch, create_counter, create_device,
    create_employee, create_institution, create_line, create_service, create_token, create_unit,
    institution_by_code, invite, offer_line, set_calendar, set_unit_head,
};
pub use card::{CardForm, CardPart, CardReader, card_parts, deadline_words, price_figure, price_words};
pub use changes::{
    ChangeId, NewChange, NoticeLead, PlannedChange, Source as ChangeSource, announced as change_announced,
    keep_changes, list_to_come as list_changes_to_come, plan as plan_change, withdraw as withdraw_change,
};
pub use editing::HoursOf;
pub use editing::actions::{
    BranchChange, ChannelHours, EmployeeChange, LineChange, ServiceChange, Use, change_branch,
    change_counter, change_employee, change_line, change_service, end_closure, revoke_device, set_branch_use,
    set_channel_hours, set_counter_use, set_employee_use, set_line_use, set_service_use, share_hours,
};
pub use facts::{
    OwnUnit, find_branch, find_channel_calendar, find_employee, find_institution, find_reception_calendar,
    find_service, find_unit_of, is_away, is_employee_address, list_branches, list_channel_calendars,
    list_employees, list_lines, list_services, list_services_of_line,
};
pub use forms::{FieldKind, FormField, ServiceForm, find_form};
pub use invitations::count_link;
pub use leaving::{count_left_accounts, forget_accounts};
pub use model::{
    Branch, Deadline, Employee, IdentityCheck, Institution, InstitutionProfile, Line, Service, ServiceCard,
};

pub use tokens::{ScopesError, read_scopes};

pub use profile::find_mark;
pub use structure::{actions::name_body, load::find_structure, way_to_mend};

solits_i18n::catalogue!("messages");

/// The routes of this room.
pub fn routes() -> solits_web::Routes {
    pages::routes()
        .merge(editing::routes())
        .merge(days::routes())
        .merge(forms::routes())
        .merge(import::routes())
        .merge(invitations::routes())
        .merge(tokens::routes())
        .merge(units::routes())
        .merge(profile::routes())
        .merge(structure::routes())
        .merge(absences::routes())
        .merge(api::routes())
}

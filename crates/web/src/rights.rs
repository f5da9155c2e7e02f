//! Who may do what: roles of the trade and the rights they carry (requirements area B).

/// A right: room and verb.
pub type Right = &'static str;

/// A role an employee can hold.
#[derive(Clone, Copy, Debug)]
pub struct Role {
    /// Its name in standards and the database.
    pub name: &'static str,
    /// Latvian and English title.
    pub title: (&'static str, &'static str),
    /// What it may do.
    pub rights: &'static [Right],
}

/// The right to keep the registers of feedback: to see every complaint but those that concern oneself (vzd 29).
pub const KEEP_FEEDBACK: Right = "feedback.keep";

const SERVE: &[Right] = &["queue.serve", "cases.work", "measures.read", "standards.read"];
const SUPERVISE: &[Right] = &[
    "queue.serve",
    "queue.supervise",
    "cases.work",
    "cases.assign",
    "measures.read",
    "standards.read",
    "evidence.read",
    "evidence.keep",
];
const LOOK: &[Right] = &["cases.work", "measures.read", "standards.read", "evidence.read"];

/// The roles the program knows; a standard may name more, which carry no rights here.
pub const ROLES: &[Role] = &[
    Role {
        name: "service_specialist",
        title: ("klientu apkalpošanas speciālists", "customer-service specialist"),
        rights: SERVE,
    },
    Role {
        name: "contact_person",
        title: ("kontaktpersona", "contact person"),
        rights: &["cases.work", "standards.read"],
    },
    Role { name: "direct_manager", title: ("tiešais vadītājs", "direct supervisor"), rights: SUPERVISE },
    Role { name: "bureau_head", title: ("biroja vadītājs", "bureau head"), rights: SUPERVISE },
    Role { name: "unit_head", title: ("struktūrvienības vadītājs", "unit head"), rights: SUPERVISE },
    Role {
        name: "service_quality_manager",
        title: ("pakalpojumu kvalitātes vadītājs", "service-quality manager"),
        rights: &[
            "cases.work",
            KEEP_FEEDBACK,
            "queue.supervise",
            "measures.read",
            "standards.read",
            "standards.draft",
            "evidence.read",
            "evidence.keep",
        ],
    },
    Role {
        name: "service_development_head",
        title: ("pakalpojumu attīstības daļas vadītājs", "head of service development"),
        rights: &[
            "cases.work",
            KEEP_FEEDBACK,
            "queue.supervise",
            "measures.read",
            "standards.read",
            "standards.draft",
            "evidence.read",
            "evidence.keep",
        ],
    },
    Role {
        name: "executive_director",
        title: ("izpilddirektors", "executive director"),
        rights: &["cases.work", "measures.read", "standards.read", "standards.adopt", "evidence.read"],
    },
    Role { name: "council_chair", title: ("domes priekšsēdētājs", "council chair"), rights: LOOK },
    Role {
        name: "data_protection_officer",
        title: ("datu aizsardzības speciālists", "data-protection officer"),
        rights: &["record.read", "record.keep", "standards.read"],
    },
    Role {
        name: "administrator",
        title: ("administrators", "administrator"),
        rights: &[
            "setup.manage",
            "record.read",
            "record.keep",
            "standards.read",
            "standards.draft",
            "standards.adopt",
            "measures.read",
            "evidence.read",
            "evidence.keep",
        ],
    },
];

/// The rights that some roles carry together.
pub fn rights_of(roles: &[String]) -> Vec<Right> {
    let mut rights: Vec<Right> = ROLES
        .iter()
        .filter(|role| roles.iter().any(|name| name == role.name))
        .flat_map(|role| role.rights.iter().copied())
        .collect();
    rights.sort_unstable();
    rights.dedup();
    rights
}

//! The strings of inputs as values of a file, or what is wrong with them and what was meant.

use solits_kernel::Text;

use super::{
    change::Mistake,
    data::Data,
    form::{Choice, Field, Kind},
    read::Values,
};
use crate::words;

/// What inputs make: nothing, a value, or mistakes that are collected on the side.
pub(super) struct Writer<'a> {
    pub(super) values: &'a Values,
    pub(super) mistakes: Vec<Mistake>,
}

impl<'a> Writer<'a> {
    pub(super) const fn new(values: &'a Values) -> Self {
        Self { values, mistakes: Vec::new() }
    }

    fn value(&self, input: &str) -> &'a str {
        self.values.get(input).map_or("", |value| value.trim())
    }

    /// The table that the inputs beginning with `prefix` make; `None` when all of them are empty.
    pub(super) fn table(&mut self, fields: &[Field], prefix: &str) -> Option<Data> {
        let mut entries = Vec::new();
        for field in fields {
            if let Some(data) = self.field(field, &format!("{prefix}{}", field.key)) {
                entries.push((field.key.to_owned(), data));
            }
        }
        (!entries.is_empty()).then_some(Data::Table(entries))
    }

    /// The value that the inputs of a field make.
    pub(super) fn field(&mut self, field: &Field, name: &str) -> Option<Data> {
        match &field.kind {
            Kind::Group(fields) => self.table(fields, &format!("{name}.")),
            Kind::Each(_) | Kind::Rows(_) => {
                let rows: Vec<Data> = row_numbers(self.values, name)
                    .into_iter()
                    .filter_map(|place| self.row(field, &format!("{name}.{place}")))
                    .collect();
                (!rows.is_empty()).then_some(Data::List(rows))
            }
            kind => self.leaf(field, kind, name),
        }
    }

    /// The value of one row of a field with rows.
    pub(super) fn row(&mut self, field: &Field, name: &str) -> Option<Data> {
        match &field.kind {
            Kind::Rows(fields) => self.table(fields, &format!("{name}.")),
            Kind::Each(kind) => self.leaf(field, kind, name),
            _ => None,
        }
    }

    fn leaf(&mut self, field: &Field, kind: &Kind, name: &str) -> Option<Data> {
        match leaf(kind, name, &|input| self.value(input)) {
            Ok(data) => data,
            Err(wrong) => {
                self.mistakes.push(Mistake {
                    input: wrong.input,
                    label: field.label.clone(),
                    what: wrong.what,
                    meant: wrong.meant,
                });
                None
            }
        }
    }
}

/// The numbers of a field's rows that have an input, in order.
pub(super) fn row_numbers(values: &Values, name: &str) -> Vec<usize> {
    let prefix = format!("{name}.");
    let mut numbers: Vec<usize> = values
        .keys()
        .filter_map(|input| input.strip_prefix(&prefix)?.split('.').next()?.parse().ok())
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

struct Wrong {
    input: String,
    what: Text,
    meant: Text,
}

type Leaf = Result<Option<Data>, Wrong>;

fn leaf<'a>(kind: &Kind, name: &str, value: &impl Fn(&str) -> &'a str) -> Leaf {
    let own = value(name);
    let lines = || own.lines().map(str::trim).filter(|line| !line.is_empty());
    let made = match kind {
        Kind::Text(_) => return Ok(text(name, value)),
        Kind::Spoken => return Ok(spoken(name, value)),
        Kind::Stated => return stated(name, value),
        Kind::Term => return term(name, value),
        Kind::Event(choices) => return event(choices, name, value),
        Kind::Choices(choices) => lines()
            .map(|line| word(choices, line).map(|()| Data::Text(line.to_owned())))
            .collect::<Result<Vec<_>, _>>()
            .map(|rows| (!rows.is_empty()).then_some(Data::List(rows))),
        Kind::References(_) | Kind::Lines => {
            let rows: Vec<Data> = lines().map(|line| Data::Text(line.to_owned())).collect();
            Ok((!rows.is_empty()).then_some(Data::List(rows)))
        }
        Kind::Numbers => lines()
            .map(|line| whole(line, 0, 255).map(Data::Whole))
            .collect::<Result<Vec<_>, _>>()
            .map(|rows| (!rows.is_empty()).then_some(Data::List(rows))),
        Kind::Group(_) | Kind::Each(_) | Kind::Rows(_) => Ok(None),
        _ if own.is_empty() => Ok(None),
        single => one(single, own).map(Some),
    };
    made.map_err(|(what, meant)| Wrong { input: name.to_owned(), what, meant })
}

/// What is wrong, and what was meant.
type Words = (Text, Text);

/// A value that is a single word, number or answer.
fn one(kind: &Kind, written: &str) -> Result<Data, Words> {
    match kind {
        Kind::Number { least, most, .. } => whole(written, *least, *most).map(Data::Whole),
        Kind::Decimal { least, most } => decimal(written, *least, *most),
        Kind::Percent => decimal(written.trim_end_matches('%').trim_end(), 0.0, 100.0),
        Kind::Day => day(written),
        Kind::YesNo => yes_no(written).map(Data::Answer),
        Kind::Choice(choices) => word(choices, written).map(|()| Data::Text(written.to_owned())),
        _ => Ok(Data::Text(written.to_owned())),
    }
}

fn quoted(written: &str, lv: &str, en: &str) -> Text {
    let name = words::quoted(written);
    Text::new(format!("{} {lv}", name.lv), format!("{} {en}", name.en))
}

fn whole(written: &str, least: i64, most: i64) -> Result<i64, Words> {
    let meant = if most == i64::MAX {
        Text::new("vesels skaitlis, piemēram, 15", "a whole number, such as 15")
    } else {
        Text::new(
            format!("vesels skaitlis no {least} līdz {most}"),
            format!("a whole number from {least} to {most}"),
        )
    };
    match written.parse::<i64>() {
        Ok(number) if (least..=most).contains(&number) => Ok(number),
        Ok(_) => Err((quoted(written, "ir ārpus robežām", "is out of bounds"), meant)),
        Err(_) => Err((quoted(written, "nav vesels skaitlis", "is no whole number"), meant)),
    }
}

fn decimal(written: &str, least: f64, most: f64) -> Result<Data, Words> {
    let (low, high) = (words::number(least), words::number(most));
    let meant = Text::new(
        format!("skaitlis no {} līdz {}, piemēram, 4,5", low.lv, high.lv),
        format!("a number from {} to {}, such as 4.5", low.en, high.en),
    );
    let plain = written.replace(',', ".");
    match plain.parse::<f64>() {
        Ok(number) if (least..=most).contains(&number) => {
            // A number without a fraction is written without one.
            Ok(plain.parse::<i64>().map_or_else(|_| Data::fraction(number), Data::Whole))
        }
        Ok(_) => Err((quoted(written, "ir ārpus robežām", "is out of bounds"), meant)),
        Err(_) => Err((quoted(written, "nav skaitlis", "is no number"), meant)),
    }
}

fn day(written: &str) -> Result<Data, Words> {
    // As it is written in Latvia, 15.09.2025., and as it stands in files.
    let parts: Vec<&str> = written.trim_end_matches('.').split('.').map(str::trim).collect();
    let iso = match parts.as_slice() {
        [day, month, year] => format!("{year:0>4}-{month:0>2}-{day:0>2}"),
        _ => written.to_owned(),
    };
    iso.parse::<jiff::civil::Date>().map(|day| Data::Literal(day.to_string())).map_err(|_| {
        (
            quoted(written, "nav diena", "is no day"),
            Text::new("diena, piemēram, 2025-09-15", "a day, such as 2025-09-15"),
        )
    })
}

fn yes_no(written: &str) -> Result<bool, Words> {
    match written {
        "true" | "jā" | "yes" | "on" => Ok(true),
        "false" | "nē" | "no" => Ok(false),
        _ => Err((
            quoted(written, "nav ne „jā”, ne „nē”", "is neither yes nor no"),
            Text::new("jā vai nē", "yes or no"),
        )),
    }
}

/// So many words can be listed in a sentence.
const FEW: usize = 16;

fn word(choices: &[Choice], written: &str) -> Result<(), Words> {
    if choices.iter().any(|choice| choice.word == written) {
        return Ok(());
    }
    let meant = if choices.len() > FEW {
        Text::new("viena no piedāvātajām izvēlēm", "one of the choices offered")
    } else {
        words::alternatives(choices.iter().map(|choice| choice.word))
    };
    Err((quoted(written, "nav starp izvēlēm", "is none of the choices"), meant))
}

fn text<'a>(name: &str, value: &impl Fn(&str) -> &'a str) -> Option<Data> {
    let (lv, en) = (value(&format!("{name}.lv")), value(&format!("{name}.en")));
    let written = |text: &str| Data::Text(text.to_owned());
    match (lv.is_empty(), en.is_empty()) {
        (true, true) => None,
        (_, true) => Some(Data::Table(vec![("lv".to_owned(), written(lv))])),
        _ => Some(Data::Table(vec![("lv".to_owned(), written(lv)), ("en".to_owned(), written(en))])),
    }
}

fn spoken<'a>(name: &str, value: &impl Fn(&str) -> &'a str) -> Option<Data> {
    match text(name, value)? {
        Data::Table(entries) if entries.len() == 1 => entries.into_iter().next().map(|(_, lv)| lv),
        both => Some(both),
    }
}

fn stated<'a>(name: &str, value: &impl Fn(&str) -> &'a str) -> Leaf {
    let (answer, words) = (value(name), spoken(name, value));
    let wrong = |(what, meant): Words| Wrong { input: name.to_owned(), what, meant };
    match (answer.is_empty(), words) {
        (true, words) => Ok(words),
        (false, None) => yes_no(answer).map(|answer| Some(Data::Answer(answer))).map_err(wrong),
        (false, Some(_)) => Err(wrong((
            Text::new("te ir gan atbilde, gan vārdi", "here are both an answer and words"),
            Text::new("jā, nē vai vārdi", "yes, no or words"),
        ))),
    }
}

fn table(key: &str, data: Data) -> Data {
    Data::Table(vec![(key.to_owned(), data)])
}

fn term<'a>(name: &str, value: &impl Fn(&str) -> &'a str) -> Leaf {
    let input = |part: &str| format!("{name}.{part}");
    let (unit, amount) = (value(&input("unit")), value(&input("amount")));
    let wrong = |part: &str, (what, meant): Words| Wrong { input: input(part), what, meant };
    let choices = super::form::term_units();
    match (unit, amount) {
        ("", "") => return Ok(None),
        ("", _) => {
            return Err(wrong(
                "unit",
                (
                    Text::new("nav izvēlēts, ko skaita", "it is not chosen what is counted"),
                    Text::new(
                        "minūtes, darba dienas vai cita izvēle",
                        "minutes, working days or another choice",
                    ),
                ),
            ));
        }
        ("service_deadline", _) => return Ok(Some(Data::Text(unit.to_owned()))),
        ("every", period) => {
            return word(&super::form::periods(), period)
                .map(|()| Some(table(unit, Data::Text(period.to_owned()))))
                .map_err(|words| wrong("amount", words));
        }
        _ => {}
    }
    word(&choices, unit).map_err(|words| wrong("unit", words))?;
    let amount =
        whole(amount, 0, i64::from(u32::MAX)).map(Data::Whole).map_err(|words| wrong("amount", words))?;
    Ok(Some(match unit.split_once('.') {
        Some((outer, inner)) => table(outer, table(inner, amount)),
        None if unit == "at_once" => table(unit, table("minutes", amount)),
        None if unit == "calendar_days" => {
            let mut entries = vec![("days".to_owned(), amount)];
            let roll = value(&input("roll"));
            if !roll.is_empty() {
                let roll = yes_no(roll).map_err(|words| wrong("roll", words))?;
                entries.push(("roll".to_owned(), Data::Answer(roll)));
            }
            table(unit, Data::Table(entries))
        }
        None => table(unit, amount),
    }))
}

fn event<'a>(choices: &[Choice], name: &str, value: &impl Fn(&str) -> &'a str) -> Leaf {
    let facts_input = format!("{name}.where");
    let (event, facts) = (value(name), value(&facts_input));
    if event.is_empty() && facts.is_empty() {
        return Ok(None);
    }
    word(choices, event).map_err(|(what, meant)| Wrong { input: name.to_owned(), what, meant })?;
    let event = Data::Text(event.to_owned());
    let facts = facts.lines().map(str::trim).filter(|line| !line.is_empty());
    let facts = facts.map(fact).collect::<Result<Vec<_>, _>>();
    let facts = facts.map_err(|(what, meant)| Wrong { input: facts_input, what, meant })?;
    Ok(Some(if facts.is_empty() {
        event
    } else {
        Data::Table(vec![("event".to_owned(), event), ("where".to_owned(), Data::Table(facts))])
    }))
}

fn fact(line: &str) -> Result<(String, Data), Words> {
    let Some((name, fact)) = line.split_once('=').map(|(name, fact)| (name.trim(), fact.trim())) else {
        return Err((
            quoted(line, "nav „nosaukums = vērtība”", "is not `name = value`"),
            Text::new("katrā rindā, piemēram, priority = true", "on each line, such as priority = true"),
        ));
    };
    let fact = match (fact, fact.parse::<i64>()) {
        ("true" | "false", _) => Data::Answer(fact == "true"),
        (_, Ok(number)) => Data::Whole(number),
        _ => Data::Text(fact.trim_matches('"').to_owned()),
    };
    Ok((name.to_owned(), fact))
}

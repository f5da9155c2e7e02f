//! The plain merge by lines, which keeps the remarks of both sides. Its result counts only where it says the same as
//! the merge by items.

/// The lines of both; `None` where both changed the same lines or lines next to each other.
pub(super) fn merge(base: &str, mine: &str, theirs: &str) -> Option<String> {
    let split = |text| str::split_inclusive(text, '\n').collect::<Vec<_>>();
    let (base, mine, theirs): (Vec<&str>, Vec<&str>, Vec<&str>) = (split(base), split(mine), split(theirs));
    let mut changes = changes(&base, &mine)?;
    changes.extend(self::changes(&base, &theirs)?);
    changes.sort_by_key(|change| change.from);
    changes.dedup();
    let mut out = String::new();
    let mut at = 0;
    for (number, change) in changes.iter().enumerate() {
        if number > 0 && change.from <= changes[number - 1].to {
            return None;
        }
        out.extend(base[at..change.from].iter().copied());
        out.extend(change.lines.iter().copied());
        at = change.to;
    }
    out.extend(base[at..].iter().copied());
    Some(out)
}

/// Lines of the base in whose place others stand.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Replaced<'a> {
    from: usize,
    to: usize,
    lines: Vec<&'a str>,
}

/// What was replaced, by the longest common sequence of lines; `None` where the texts differ too much to look.
fn changes<'a>(old: &[&'a str], new: &[&'a str]) -> Option<Vec<Replaced<'a>>> {
    const MOST: usize = 4_000_000;
    let first = old.iter().zip(new).take_while(|(one, two)| one == two).count();
    let shorter = old.len().min(new.len()) - first;
    let last =
        old.iter().rev().zip(new.iter().rev()).take_while(|(one, two)| one == two).count().min(shorter);
    let (inner_old, inner_new) = (&old[first..old.len() - last], &new[first..new.len() - last]);
    let width = inner_new.len() + 1;
    if (inner_old.len() + 1) * width > MOST {
        return None;
    }
    // lengths[i][j]: the longest common sequence of what follows old i and new j.
    let mut lengths = vec![0_u32; (inner_old.len() + 1) * width];
    for i in (0..inner_old.len()).rev() {
        for j in (0..inner_new.len()).rev() {
            lengths[i * width + j] = if inner_old[i] == inner_new[j] {
                lengths[(i + 1) * width + j + 1] + 1
            } else {
                lengths[(i + 1) * width + j].max(lengths[i * width + j + 1])
            };
        }
    }
    let mut found = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < inner_old.len() || j < inner_new.len() {
        let (from, begin) = (i, j);
        while i < inner_old.len() || j < inner_new.len() {
            let both = i < inner_old.len() && j < inner_new.len();
            if both && inner_old[i] == inner_new[j] {
                break;
            }
            let skip_new =
                i == inner_old.len() || (both && lengths[i * width + j + 1] > lengths[(i + 1) * width + j]);
            if skip_new { j += 1 } else { i += 1 }
        }
        if i > from || j > begin {
            let lines = inner_new[begin..j].to_vec();
            found.push(Replaced { from: first + from, to: first + i, lines });
        }
        while i < inner_old.len() && j < inner_new.len() && inner_old[i] == inner_new[j] {
            i += 1;
            j += 1;
        }
    }
    Some(found)
}

//! Who paid for what, when, and how it ended: the same story each time, told up to now.

use jiff::{SignedDuration, Timestamp};

/// A payment of the story.
pub(super) struct Payment {
    pub(super) at: Timestamp,
    pub(super) reference: String,
    pub(super) description: &'static str,
    pub(super) currency: &'static str,
    pub(super) amount: i64,
    pub(super) tip: i64,
    pub(super) name: &'static str,
    pub(super) email: Option<String>,
    pub(super) postcode: &'static str,
    pub(super) door: Door,
    pub(super) card: Card,
    pub(super) manual: bool,
    pub(super) declines: usize,
    pub(super) ending: Ending,
}

/// How it was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Door {
    Card,
    Wallet,
    Phone,
}

/// A test card.
#[derive(Clone, Copy)]
pub(super) struct Card {
    pub(super) number: &'static str,
    pub(super) cv2: &'static str,
}

/// How it ended, so far.
pub(super) enum Ending {
    /// Nobody has paid yet.
    Open,
    /// Withdrawn.
    Canceled,
    /// Paid: captured, or authorized if that is for later.
    Paid,
    /// Captured later, so many hundredths of it.
    Captured { share: i64 },
    /// Given back, so many hundredths of it.
    Refunded { share: i64, reason: &'static str },
    /// Undone.
    Reversed,
}

/// Its issuer says no.
pub(super) const DECLINED: Card = Card {
    number: "4456530000001013",
    cv2: "341",
};

const CARDS: [Card; 3] = [
    Card {
        number: "4456530000001005",
        cv2: "341",
    },
    Card {
        number: "5200000000001005",
        cv2: "020",
    },
    Card {
        number: "4456530000001096",
        cv2: "341",
    },
];

const PEOPLE: [(&str, &str, &str); 16] = [
    ("Amelia Clarke", "amelia.clarke", "SW1A 1AA"),
    ("Oliver Bennett", "o.bennett", "M1 1AE"),
    ("Priya Patel", "priya.patel", "LE1 5WW"),
    ("Jack O'Connor", "jack.oconnor", "BT1 5GS"),
    ("Sophie Turner", "sophie.t", "BS1 4ST"),
    ("Mohammed Khan", "m.khan", "B1 1BB"),
    ("Grace Thompson", "grace.thompson", "EH1 1YZ"),
    ("Liam Walsh", "liam.walsh", "CF10 1EP"),
    ("Chloe Evans", "chloe.evans", "SA1 3SN"),
    ("Haruto Tanaka", "haruto.tanaka", "NW1 6XE"),
    ("Zofia Kowalska", "zofia.k", "LS1 4DY"),
    ("Ethan Wright", "ethan.wright", "NE1 7RU"),
    ("Aisha Rahman", "aisha.rahman", "E1 6AN"),
    ("Daniel Green", "dan.green", "OX1 1BX"),
    ("Niamh Byrne", "niamh.byrne", "L1 8JQ"),
    ("Samuel Okafor", "s.okafor", "SE1 9SG"),
];

const GOODS: [(&str, i64); 10] = [
    ("Sencha, 100 g", 1250),
    ("Genmaicha, 200 g", 1480),
    ("Matcha set with whisk and bowl", 4900),
    ("Afternoon tea for two", 5600),
    ("Tea tasting, Saturday", 3500),
    ("Hojicha and two cups", 2875),
    ("Cast-iron teapot", 8450),
    ("Gift box, spring teas", 3995),
    ("Gyokuro, 50 g", 2450),
    ("Catering, office of twelve", 18_600),
];

/// Minutes after midnight, Greenwich, at which people pay on an ordinary day.
const HOURS: [i64; 10] = [548, 592, 655, 701, 742, 796, 863, 921, 1004, 1092];

const DAY: i64 = 24 * 60;

/// The payments of the fourteen days up to `now`, the oldest first.
pub(super) fn payments(now: Timestamp) -> Vec<Payment> {
    let midnight = now.as_second() - now.as_second().rem_euclid(DAY * 60);
    let mut told = Vec::new();
    for ago in (0..14_i64).rev() {
        for (nth, minute) in (0_i64..).zip(HOURS) {
            let number = (13 - ago) * 10 + nth;
            // Weekdays differ, and nobody pays on the minute.
            if (number * 7 + ago).rem_euclid(9) == 4 {
                continue;
            }
            let wobble = (number * 37).rem_euclid(29);
            let second = midnight - ago * DAY * 60 + (minute + wobble) * 60 + (number * 13) % 60;
            told.extend(payment(number, second, now));
        }
    }
    // Whatever the time of day: something has happened just now.
    for (number, minutes) in [(150, 52), (151, 31), (152, 12)] {
        let recent = now.as_second() - minutes * 60;
        told.extend(payment(number, recent, now));
    }
    told.extend(special(now));
    told.sort_by_key(|payment| payment.at);
    told
}

fn payment(number: i64, second: i64, now: Timestamp) -> Option<Payment> {
    let at = Timestamp::from_second(second).ok()?;
    // It takes a few minutes until it is paid.
    if at + SignedDuration::from_mins(5) > now {
        return None;
    }
    let (description, price) = pick(&GOODS, number * 3 + number / 7)?;
    let (name, mailbox, postcode) = pick(&PEOPLE, number * 5 + number / 11)?;
    let door = match number.rem_euclid(10) {
        3 | 8 => Door::Wallet,
        6 => Door::Phone,
        _ => Door::Card,
    };
    let reference = match door {
        Door::Phone => format!("Phone order {}", 480 + number),
        _ => format!("Order {}", 1042 + number),
    };
    let (declines, ending) = match number {
        17 | 93 => (
            0,
            Ending::Refunded {
                share: 100,
                reason: "Arrived broken",
            },
        ),
        28 | 55 | 112 => (
            0,
            Ending::Refunded {
                share: 40,
                reason: "One item was sold out",
            },
        ),
        71 => (0, Ending::Reversed),
        34 | 81 | 124 => (2, Ending::Open),
        49 | 102 => (0, Ending::Canceled),
        _ if number % 23 == 5 => (1, Ending::Paid),
        _ => (0, Ending::Paid),
    };
    Some(Payment {
        at,
        reference,
        description,
        currency: if number % 31 == 9 { "EUR" } else { "GBP" },
        amount: price,
        tip: if number % 8 == 1 { price / 10 } else { 0 },
        name,
        email: (number % 3 != 0).then(|| format!("{mailbox}@example.com")),
        postcode,
        door,
        card: pick(&CARDS, number)?,
        manual: false,
        declines,
        ending,
    })
}

/// Deposits and open bills: what a merchant has to look after.
fn special(now: Timestamp) -> Vec<Payment> {
    let stories: [(i64, &str, &'static str, i64, Ending); 6] = [
        // Ends in about a day and a half.
        (
            5 * 24 + 12,
            "Booking 318",
            "Tea ceremony for eight, deposit",
            24_000,
            Ending::Paid,
        ),
        (
            2 * 24 + 3,
            "Booking 322",
            "Private tasting, deposit",
            12_000,
            Ending::Paid,
        ),
        (
            20,
            "Booking 325",
            "Tea room on Sunday, deposit",
            15_000,
            Ending::Paid,
        ),
        (
            6 * 24 + 20,
            "Booking 311",
            "Garden party, deposit",
            30_000,
            Ending::Captured { share: 75 },
        ),
        (
            26,
            "Invoice 2087",
            "Teapots for the Willow Café",
            42_350,
            Ending::Open,
        ),
        (4, "Invoice 2091", "Sencha, 5 kg", 21_900, Ending::Open),
    ];
    let mut told = Vec::new();
    for (number, (hours, reference, description, amount, ending)) in (0_i64..).zip(stories) {
        let people = pick(&PEOPLE, number * 3 + 2).zip(pick(&CARDS, 0));
        let Some(((name, mailbox, postcode), card)) = people else {
            continue;
        };
        told.push(Payment {
            at: now - SignedDuration::from_hours(hours),
            reference: reference.to_owned(),
            description,
            currency: "GBP",
            amount,
            tip: 0,
            name,
            email: Some(format!("{mailbox}@example.com")),
            postcode,
            door: Door::Card,
            card,
            manual: !matches!(ending, Ending::Open),
            declines: 0,
            ending,
        });
    }
    told
}

fn pick<T: Copy>(from: &[T], at: i64) -> Option<T> {
    let length = i64::try_from(from.len()).ok()?;
    from.get(usize::try_from(at.rem_euclid(length)).ok()?)
        .copied()
}

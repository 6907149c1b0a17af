//! Many links from one file: looked through first, then made at once or not at all.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use shared::Money;
use shared::console::links::{Import, ImportReport, ImportRow as Sample, Imported, LARGEST_FILE};

use super::parse::{File, Meaning, parse};
use super::{email, make, shown, tell, until};
use crate::DomainError;
use crate::app::App;
use crate::business;
use crate::live;
use crate::mail;
use crate::random;
use crate::staff::{Actor, audit};
use crate::store::Tx;
use crate::store::links::{self, ImportRow};

/// Rows that are shown before anything is made.
const SAMPLE: usize = 5;

/// Problems that are told.
const TOLD: usize = 1_000;

/// Looks a file through and makes nothing.
///
/// # Errors
/// [`DomainError::InvalidField`] if it cannot be read at all, [`DomainError::Store`].
pub(crate) async fn check(app: &App, content: &str) -> Result<ImportReport, DomainError> {
    let (bytes, file) = read(app, content).await?;
    let end = until::by_default(&business::known(app).time_zone, app.clock.now_ms());
    let mut totals: Vec<Money> = Vec::new();
    for amount in file.good.iter().filter_map(|(_, terms)| terms.amount) {
        let same = |total: &&mut Money| total.currency_code == amount.currency_code;
        match totals.iter_mut().find(same) {
            Some(total) => total.value = total.value.saturating_add(amount.value),
            None => totals.push(amount),
        }
    }
    let sample = file.good.iter().take(SAMPLE).map(|(line, terms)| Sample {
        line: *line,
        reference: terms.reference.to_string(),
        amount: shown::amount(terms),
        email: terms.email_address.clone().map(String::from),
        expire_at: terms.expire_at.unwrap_or(end),
    });
    Ok(ImportReport {
        import_id: random::id::<12>("im_")?,
        good: file.good.len(),
        bad: file.bad,
        totals,
        with_email: match mail::is_configured(app) {
            true => with_email(&file),
            false => 0,
        },
        sample: sample.collect(),
        problems_left: file.problems.len().saturating_sub(TOLD),
        problems: file.problems.into_iter().take(TOLD).collect(),
        hints: file.hints,
        imported_at: links::imported_at(&app.store, &digest(&bytes)).await?,
    })
}

fn with_email(file: &File) -> usize {
    let named = |(_, terms): &&(u64, _)| {
        let terms: &shared::console::links::LinkTerms = terms;
        terms.email_address.is_some()
    };
    file.good.iter().filter(named).count()
}

async fn read(app: &App, content: &str) -> Result<(Vec<u8>, File), DomainError> {
    let unreadable = || {
        DomainError::invalid(
            "content",
            "The file did not arrive whole. Nothing was made.",
        )
    };
    let bytes = STANDARD.decode(content).map_err(|_| unreadable())?;
    if bytes.len() > LARGEST_FILE {
        return Err(DomainError::invalid(
            "content",
            "The file is larger than 4 MiB. Split it. Nothing was made.",
        ));
    }
    let meaning = Meaning {
        zone: business::known(app).time_zone.clone(),
        now: app.clock.now_ms(),
    };
    // Ten thousand rows take a moment, in which others should not have to wait.
    tokio::task::spawn_blocking(move || {
        let file = parse(&bytes, &meaning)?;
        Ok((bytes, file))
    })
    .await
    .map_err(|cause| DomainError::Internal(format!("reading broke off: {cause}")))?
}

fn digest(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// Makes the links of a file, all in one transaction. Asked for again, it answers what was made.
///
/// # Errors
/// [`DomainError::InvalidField`] if it cannot be read at all, or has bad rows and all or nothing was asked for;
/// [`DomainError::Store`].
pub(crate) async fn import(
    app: &App,
    actor: &Actor,
    request: Import,
) -> Result<Imported, DomainError> {
    if let Some(done) = links::find_import(&app.store, &request.import_id).await? {
        return answer(&done, actor);
    }
    check_id(&request.import_id)?;
    let (bytes, file) = read(app, &request.content).await?;
    if file.bad > 0 && !request.good_rows_only {
        return Err(DomainError::invalid(
            "content",
            format!("{} rows have problems, so nothing was made.", file.bad),
        ));
    }
    if request.send_emails && !mail::is_configured(app) {
        return Err(DomainError::invalid(
            "sendEmails",
            "This server sends no e-mails, because no mail server is set up. Nothing was made.",
        ));
    }
    let emails = if request.send_emails {
        with_email(&file)
    } else {
        0
    };
    let row = ImportRow {
        id: request.import_id,
        digest: digest(&bytes),
        made: count(file.good.len()),
        left_out: count(file.bad),
        emails: count(emails),
        created_by: actor.staff_id.clone(),
        created_at: app.clock.now_ms(),
    };
    let mut tx = app.store.begin().await?;
    if !links::insert_import(&mut tx, &row).await? {
        tx.rollback().await?;
        let done = links::find_import(&app.store, &row.id).await?;
        return answer(&done.ok_or(DomainError::NotFound)?, actor);
    }
    write(app, &mut tx, actor, &row, file, request.send_emails).await?;
    tx.commit().await?;
    live::hint(app);
    mail::hint(app);
    tracing::info!(import_id = row.id, made = row.made, "links imported");
    answer(&row, actor)
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn check_id(id: &str) -> Result<(), DomainError> {
    let ours = id.strip_prefix("im_").is_some_and(is_random);
    if ours {
        Ok(())
    } else {
        Err(DomainError::invalid(
            "importId",
            "Check the file first. Nothing was made.",
        ))
    }
}

/// Whether it can be one of [`random::id`]’s.
fn is_random(text: &str) -> bool {
    let known = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    text.len() == 16 && text.chars().all(known)
}

async fn write(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    row: &ImportRow,
    file: File,
    send_emails: bool,
) -> Result<(), DomainError> {
    let now = row.created_at;
    for (place, (_, terms)) in file.good.into_iter().enumerate() {
        // Lists show the newest first, and so the file's order.
        let mut link = make::row(app, actor, terms, now - count(place))?;
        link.import_id = Some(row.id.clone());
        links::insert(tx, &link).await?;
        if let (true, Some(to)) = (send_emails, link.terms.email_address.clone()) {
            email::enqueue(app, tx, &link, &to, false, now).await?;
        }
    }
    let entry = audit::Entry {
        action: "links.imported",
        object_kind: "link_import",
        object_id: &row.id,
        before: None,
        after: Some(json!({
            "made": row.made, "leftOut": row.left_out, "emails": row.emails, "sha256": row.digest,
        })),
    };
    audit::record(tx, Some(actor), &entry, now).await?;
    tell(tx, &row.id, now).await
}

fn answer(row: &ImportRow, actor: &Actor) -> Result<Imported, DomainError> {
    // Somebody else's import is none of theirs.
    if row.created_by != actor.staff_id {
        return Err(DomainError::NotFound);
    }
    Ok(Imported {
        made: row.made,
        left_out: row.left_out,
        emails: row.emails,
    })
}

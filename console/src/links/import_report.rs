//! What is in a file, what is wrong with it, and making its links.

use leptos::prelude::*;
use shared::console::links::{Import, ImportReport, Imported};

use super::import::Checked;
use super::words;
use super::words::counted;
use crate::api;
use crate::format;
use crate::ui::{
    Button, CheckBox, Kind, LinkButton, Notice, Refusal, SelectField, Submission, Tone, focus,
    unsaved,
};

/// What was found, and the button that makes the links.
#[component]
pub(super) fn Report(checked: Checked) -> impl IntoView {
    let report = checked.report.clone();
    let done = RwSignal::new(None::<Imported>);
    let summary = words::rows(report.good, report.bad);
    let ask = if report.good == 1 {
        "It asks for"
    } else {
        "They ask for"
    };
    let again = if report.good == 1 {
        "its link"
    } else {
        "every link"
    };
    let tone = if report.bad == 0 {
        Tone::Success
    } else {
        Tone::Warning
    };
    let hints: Vec<AnyView> = report
        .hints
        .iter()
        .map(|hint| view! { <p>{hint.clone()}</p> }.into_any())
        .collect();
    let (problems, sample) = (problems(&report), sample(&report));
    let imported_at = report.imported_at;
    let totals: Vec<String> = report.totals.iter().map(ToString::to_string).collect();
    view! {
        <section class="card stack" aria-labelledby="import-found">
            <h2 id="import-found">"2. See what is in it"</h2>
            <p class="quiet"><bdi>{checked.name.clone()}</bdi></p>
            <Notice tone=tone title=summary>
                {(!totals.is_empty()).then(|| view! { <p>{format!("{ask} {} in all.", totals.join(" and "))}</p> })}
                {hints}
                {imported_at.map(|at| {
                        let text = format!("This very file was imported before, on {}. Importing it again makes {again} a second time.", format::date_time(at));
                        view! { <p><strong>{text}</strong></p> }
                    })}
            </Notice>
            {problems}
            {sample}
        </section>
        {(report.good > 0).then(|| view! { <Make checked=checked done=done /> })}
    }
}

fn problems(report: &ImportReport) -> AnyView {
    if report.problems.is_empty() {
        return ().into_any();
    }
    let left = report.problems_left;
    let left = (left > 0).then(|| {
        let text = format!(
            "The first 1,000 are shown, {left} more are not. Mend these and choose the file again."
        );
        view! { <p class="quiet">{text}</p> }
    });
    let rows = report.problems.iter().map(|problem| {
        view! {
            <tr>
                <th scope="row" class="number" data-label="Line">{problem.line}</th>
                <td data-label="Column">{problem.column.clone().unwrap_or_else(|| "Whole row".to_owned())}</td>
                <td>{problem.message.clone()}</td>
            </tr>
        }
    });
    view! {
        <div class="table-frame link-problems" tabindex="0" role="region" aria-label="Problems">
            <table class="table table-fold table-named">
                <thead>
                    <tr>
                        <th scope="col" class="number">"Line"</th>
                        <th scope="col">"Column"</th>
                        <th scope="col">"What is wrong"</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
        {left}
    }
    .into_any()
}

fn sample(report: &ImportReport) -> AnyView {
    if report.sample.is_empty() {
        return ().into_any();
    }
    let rows = report.sample.iter().map(|row| {
        view! {
            <tr>
                <th scope="row"><bdi>{row.reference.clone()}</bdi></th>
                <td class="number">{row.amount.clone()}</td>
                <td>{row.email.clone()}</td>
                <td>{format::date(row.expire_at)}</td>
            </tr>
        }
    });
    view! {
        <h3>"The first links"</h3>
        <div class="table-frame" tabindex="0" role="region" aria-label="The first links">
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">"Reference"</th>
                        <th scope="col" class="number">"Amount"</th>
                        <th scope="col">"E-mail"</th>
                        <th scope="col">"Until"</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Make(checked: Checked, done: RwSignal<Option<Imported>>) -> impl IntoView {
    let Checked {
        report, content, ..
    } = checked;
    let mode = RwSignal::new("all".to_owned());
    let send_emails = RwSignal::new(false);
    let making = Submission::new();
    let (good, bad, with_email) = (report.good, report.bad, report.with_email);
    let blocked = Signal::derive(move || bad > 0 && mode.get() == "all");
    let import_id = report.import_id.clone();
    let make = move |()| {
        let request = Import {
            import_id: report.import_id.clone(),
            content: content.clone(),
            good_rows_only: mode.get_untracked() == "good",
            send_emails: send_emails.get_untracked(),
        };
        making.run(async move {
            let imported: Imported = api::post("/links/import", &request).await?;
            unsaved::forget();
            done.set(Some(imported));
            Ok(())
        });
    };
    let modes = [
        ("all", "All rows, or none".to_owned()),
        ("good", format!("The {} only", counted(good, "good row"))),
    ];
    let modes = modes.map(|(value, name)| (value.to_owned(), name));
    let make = Callback::new(make);
    let list = format!("/console/links?import={import_id}");
    view! {
        <section class="card stack" aria-labelledby="import-make">
            <h2 id="import-make">"3. Make the links"</h2>
            {move || match done.get() {
                Some(imported) => view! { <Done imported=imported list=list.clone() /> }.into_any(),
                None => {
                    let modes = modes.to_vec();
                    view! {
                        {(bad > 0).then(|| view! { <SelectField label="Make" value=mode options=modes /> })}
                        {(with_email > 0)
                            .then(|| {
                                let label = match (good, with_email) {
                                    (1, _) => "E-mail it to the address in the file".to_owned(),
                                    (_, 1) => "E-mail 1 of them to the address in the file".to_owned(),
                                    _ => format!("E-mail {with_email} of them to the addresses in the file"),
                                };
                                view! { <CheckBox label=label checked=send_emails /> }
                            })}
                        <p class="quiet" hidden=move || !blocked.get()>
                            "Mend the bad rows and choose the file again, or make the good rows only."
                        </p>
                        <Refusal error=making.error_elsewhere(&[]) />
                        <div>
                            <Button
                                kind=Kind::Primary
                                label=format!("Make {}", counted(good, "link"))
                                pending=making.pending()
                                disabled=blocked
                                on_press=make
                            />
                        </div>
                    }
                        .into_any()
                }
            }}
        </section>
    }
}

#[component]
fn Done(imported: Imported, list: String) -> impl IntoView {
    let title = format!("{} made", counted(imported.made, "link"));
    let left_out = counted(imported.left_out, "row");
    let left_out = match imported.left_out {
        0 => None,
        1 => Some(format!("{left_out} was left out.")),
        _ => Some(format!("{left_out} were left out.")),
    };
    let emails = counted(imported.emails, "e-mail");
    let emails = match imported.emails {
        0 => None,
        1 => Some(format!("{emails} is on its way.")),
        _ => Some(format!("{emails} are on their way.")),
    };
    // The button that was pressed is gone.
    focus::go_to(&["#import-done a"]);
    view! {
        <Notice tone=Tone::Success title=title>
            {left_out.map(|text| view! { <p>{text}</p> })}
            {emails.map(|text| view! { <p>{text}</p> })}
        </Notice>
        <div id="import-done"><LinkButton kind=Kind::Primary href=list label="See the links" /></div>
    }
}

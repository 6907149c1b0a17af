//! E-mails through a real mail server on this machine, and without one.

use std::sync::{Arc, Mutex};

use serde_json::json;
use shared::Role;
use shared::console::emails::{EmailState, EmailStatus};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::world::{Desk, World, on_each_database};
use crate::events;

/// A mail server (RFC 5321) that keeps what it takes.
#[derive(Clone)]
struct MailServer {
    url: String,
    taken: Arc<Mutex<Vec<String>>>,
    /// What it answers to the next recipients, before it takes any.
    answers: Arc<Mutex<Vec<&'static str>>>,
}

impl MailServer {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self {
            url: format!("smtp://{}", listener.local_addr().unwrap()),
            taken: Arc::default(),
            answers: Arc::default(),
        };
        let own = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(own.clone().converse(stream));
            }
        });
        server
    }

    async fn converse(self, stream: TcpStream) {
        let mut stream = BufReader::new(stream);
        let mut message = None::<String>;
        stream.write_all(b"220 mail.test\r\n").await.unwrap();
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await.unwrap_or(0) == 0 {
                return;
            }
            if let Some(text) = &mut message {
                if line == ".\r\n" {
                    self.taken.lock().unwrap().push(message.take().unwrap());
                    stream.write_all(b"250 taken\r\n").await.unwrap();
                } else {
                    text.push_str(&line);
                }
                continue;
            }
            let command = line.get(..4).unwrap_or_default().to_ascii_uppercase();
            let answer = match command.as_str() {
                "DATA" => {
                    message = Some(String::new());
                    "354 go on"
                }
                "RCPT" => self.answers.lock().unwrap().pop().unwrap_or("250 fine"),
                "QUIT" => "221 bye",
                _ => "250 fine",
            };
            let answer = format!("{answer}\r\n");
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
    }

    fn taken(&self) -> Vec<String> {
        self.taken.lock().unwrap().clone()
    }
}

/// A link, and the e-mails about it once it was sent to Ada.
async fn send(desk: &Desk) -> (String, Vec<EmailState>) {
    let terms = json!({
        "reference": "Order 245", "amount": { "value": 1250, "currencyCode": "GBP" },
    });
    let made = desk.post("/links", terms).await;
    let id = made.json["summary"]["id"].as_str().unwrap().to_owned();
    let path = format!("/links/{id}/emails");
    let sent = desk.post(&path, json!({ "to": "ada@example.com" })).await;
    assert_eq!(sent.status, 200, "{}", sent.json);
    (id, serde_json::from_value(sent.json).unwrap())
}

async fn state(world: &World, id: &str) -> EmailState {
    crate::store::emails::find(&world.app.store, id)
        .await
        .unwrap()
        .unwrap()
}

#[tokio::test]
async fn a_link_is_sent_with_its_address() {
    on_each_database(async |mut world| {
        let server = MailServer::start().await;
        world.mail_through(&server.url).await;
        let desk = world.desk(Role::Clerk).await;
        let (_, emails) = send(&desk).await;
        assert_eq!(emails[0].status, EmailStatus::New);
        events::mail::round(&world.app).await.unwrap();
        assert_eq!(state(&world, &emails[0].id).await.status, EmailStatus::Sent);
        let taken = server.taken();
        assert_eq!(taken.len(), 1);
        assert!(taken[0].contains("To: ada@example.com\r\n"), "{}", taken[0]);
        assert!(
            taken[0].contains("http://127.0.0.1:8080/l/"),
            "{}",
            taken[0]
        );
        // It is sent once.
        events::mail::round(&world.app).await.unwrap();
        assert_eq!(server.taken().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn only_an_address_that_had_the_link_before_is_reminded_of_it() {
    on_each_database(async |mut world| {
        let server = MailServer::start().await;
        world.mail_through(&server.url).await;
        let desk = world.desk(Role::Clerk).await;
        let (link, _) = send(&desk).await;
        let path = format!("/links/{link}/emails");
        // What did not arrive yet is nothing to remind of.
        desk.post(&path, json!({ "to": "ada@example.com" })).await;
        events::mail::round(&world.app).await.unwrap();
        world.clock.advance(1);
        desk.post(&path, json!({ "to": "Ada@Example.com" })).await;
        world.clock.advance(1);
        let sent = desk.post(&path, json!({ "to": "bob@example.com" })).await;
        let emails: Vec<EmailState> = serde_json::from_value(sent.json).unwrap();
        let reminders: Vec<_> = emails.iter().map(|email| email.reminder).collect();
        assert_eq!(reminders, [false, true, false, false]);
        assert!(emails[1].subject.starts_with("Reminder: "));
        events::mail::round(&world.app).await.unwrap();
        let told = server
            .taken()
            .iter()
            .filter(|text| text.contains("This is a reminder"))
            .count();
        assert_eq!(told, 1);
        let history = desk.get(&format!("/links/{link}")).await.json;
        let reminded = history["history"].as_array().unwrap().iter();
        assert_eq!(
            reminded
                .filter(|entry| entry["action"] == "link.reminded")
                .count(),
            1
        );
    })
    .await;
}

#[tokio::test]
async fn an_email_says_what_is_paid_for_until_when_and_whom_to_ask() {
    on_each_database(async |mut world| {
        let server = MailServer::start().await;
        world.mail_through(&server.url).await;
        let owner = world.desk(Role::Owner).await;
        let mut profile = owner.get("/settings").await.json["profile"].take();
        profile["emailAddress"] = json!("hello@tea.example");
        let change = json!({ "seenVersion": 0, "value": profile });
        let changed = owner.put("/settings/profile", change).await;
        assert_eq!(changed.status, 200, "{}", changed.json);
        let desk = world.desk(Role::Clerk).await;
        let terms = json!({
            "reference": "A", "amount": { "value": 1250, "currencyCode": "GBP" }, "description": "Spring service",
        });
        let made = desk.post("/links", terms).await.json;
        let path = format!("/links/{}/emails", made["summary"]["id"].as_str().unwrap());
        desk.post(&path, json!({ "to": "ada@example.com" })).await;
        events::mail::round(&world.app).await.unwrap();
        // As it was before lines were broken for the journey.
        let text = server.taken().remove(0).replace("=\r\n", "");
        for says in ["What it is for: Spring service", "It can be paid until ", "If you have a question, write to hello@tea.example.", "Reply-To: hello@tea.example\r\n"] {
            assert!(text.contains(says), "{text}");
        }
    })
    .await;
}

#[tokio::test]
async fn while_the_mail_server_is_down_the_link_exists_and_its_email_is_tried_again() {
    on_each_database(async |mut world| {
        // Nothing listens on port 1.
        world.mail_through("smtp://127.0.0.1:1").await;
        let desk = world.desk(Role::Clerk).await;
        let (link, emails) = send(&desk).await;
        events::mail::round(&world.app).await.unwrap();
        let failed = state(&world, &emails[0].id).await;
        assert_eq!((failed.status, failed.tries), (EmailStatus::New, 1));
        assert_eq!(
            failed.last_error.as_deref(),
            Some("The mail server could not be reached.")
        );
        assert!(failed.last_error_detail.is_some() && failed.next_at > Some(world.now_ms()));
        let shown = desk.get(&format!("/links/{link}")).await.json;
        assert_eq!(shown["emails"][0]["tries"], 1);
        assert_eq!(shown["summary"]["state"], "open");
        // It is not time yet.
        events::mail::round(&world.app).await.unwrap();
        assert_eq!(state(&world, &emails[0].id).await.tries, 1);
        let server = MailServer::start().await;
        world.mail_through(&server.url).await;
        world.clock.advance(60);
        events::mail::round(&world.app).await.unwrap();
        assert_eq!(state(&world, &emails[0].id).await.status, EmailStatus::Sent);
    })
    .await;
}

#[tokio::test]
async fn an_address_that_is_refused_for_good_is_given_up_until_staff_try_again() {
    on_each_database(async |mut world| {
        let server = MailServer::start().await;
        world.mail_through(&server.url).await;
        let desk = world.desk(Role::Clerk).await;
        server.answers.lock().unwrap().push("550 no such user");
        let (_, emails) = send(&desk).await;
        events::mail::round(&world.app).await.unwrap();
        let parked = state(&world, &emails[0].id).await;
        assert_eq!(parked.status, EmailStatus::Parked);
        assert_eq!(
            parked.last_error.as_deref(),
            Some("The mail server refused this address.")
        );
        assert!(parked.last_error_detail.unwrap().contains("no such user"));
        let path = format!("/emails/{}/retry", emails[0].id);
        let retried = desk.post(&path, json!({})).await;
        assert_eq!(retried.json["status"], "new", "{}", retried.json);
        events::mail::round(&world.app).await.unwrap();
        assert_eq!(state(&world, &emails[0].id).await.status, EmailStatus::Sent);
        // "Later" is no refusal for good.
        server.answers.lock().unwrap().push("450 mailbox busy");
        let (_, emails) = send(&desk).await;
        events::mail::round(&world.app).await.unwrap();
        assert_eq!(state(&world, &emails[0].id).await.status, EmailStatus::New);
        assert_eq!(
            desk.post("/emails/em_nothing/retry", json!({}))
                .await
                .status,
            404
        );
    })
    .await;
}

#[tokio::test]
async fn without_a_mail_server_staff_are_told_so() {
    on_each_database(async |world| {
        let desk = world.desk(Role::Clerk).await;
        let terms = json!({ "reference": "A", "amount": { "value": 1, "currencyCode": "GBP" } });
        let made = desk.post("/links", terms).await.json;
        assert_eq!(made["share"]["sendsEmails"], false);
        assert!(
            made["share"]["mailto"]
                .as_str()
                .unwrap()
                .starts_with("mailto:?")
        );
        let path = format!("/links/{}/emails", made["summary"]["id"].as_str().unwrap());
        let refused = desk.post(&path, json!({ "to": "ada@example.com" })).await;
        assert_eq!(refused.status, 409);
    })
    .await;
}

#[tokio::test]
async fn however_many_send_a_link_at_once_it_is_sent_twenty_times() {
    on_each_database(async |mut world| {
        let server = MailServer::start().await;
        world.mail_through(&server.url).await;
        let desk = world.desk(Role::Clerk).await;
        let (link, _) = send(&desk).await;
        let path = format!("/links/{link}/emails");
        let sending = (0..24).map(|_| desk.post(&path, json!({ "to": "ada@example.com" })));
        let answers = futures_util::future::join_all(sending).await;
        let sent = answers.iter().filter(|answer| answer.status == 200).count();
        assert_eq!(sent, 19);
        assert!(answers.iter().any(|answer| answer.status == 429));
        let shown = desk.get(&format!("/links/{link}")).await.json;
        assert_eq!(shown["emails"].as_array().unwrap().len(), 20);
    })
    .await;
}

//! The harness itself: what it guards against it must notice.

use anyhow::Result;
use journeys::{
    Browser,
    element::{Name, Role},
};

fn page(body: &str) -> String {
    format!(
        "data:text/html,<html lang=en><title>A page</title><main><h1>A page</h1>{body}</main></html>"
    )
}

#[tokio::test]
async fn elements_are_found_by_role_and_name() -> Result<()> {
    let browser = Browser::start().await?;
    browser
        .open(&page(
            "<button hidden>Pay</button><button> Pay <b>now</b></button>
             <label>Name on card <input></label><label for=a>Card</label><input id=a type=radio>
             <iframe title='Card details' srcdoc='<p>Inside</p>'></iframe>",
        ))
        .await?;
    browser.press("Pay now").await?;
    assert!(!browser.has(Role::Button, "Pay").await?);
    browser.fill("Name on card", "Ada").await?;
    browser.choose(Role::Radio, Name::Begins("Car")).await?;
    browser.enter_frame("Card details").await?;
    browser.reads("Inside").await?;
    browser.leave_frames().await?;
    browser.quit().await?;
    Ok(())
}

#[tokio::test]
async fn what_is_not_accessible_is_noticed_in_the_page_and_in_its_frames() -> Result<()> {
    let browser = Browser::start().await?;
    browser.open(&page("<p>Fine</p>")).await?;
    browser.expect_accessible().await?;
    browser.open(&page("<input>")).await?;
    assert!(browser.expect_accessible().await.is_err());
    let frame =
        "<iframe title=Card srcdoc='<html lang=en><title>Card</title><input></html>'></iframe>";
    browser.open(&page(frame)).await?;
    assert!(browser.expect_accessible().await.is_err());
    browser.quit().await?;
    Ok(())
}

#[tokio::test]
async fn complaints_of_the_console_are_noticed() -> Result<()> {
    let browser = Browser::start().await?;
    browser.open(&page("<p>Fine</p>")).await?;
    assert_eq!(browser.complaints().await?, Vec::<String>::new());
    browser
        .open(&page("<script>undefined.pay()</script>"))
        .await?;
    assert_eq!(browser.complaints().await?.len(), 1);
    let policy = "<meta http-equiv=Content-Security-Policy content=\"img-src 'none'\"><img alt='' src=data:image/png,x>";
    browser.open(&page(policy)).await?;
    assert_eq!(browser.complaints().await?.len(), 1);
    browser.quit().await?;
    Ok(())
}

#[tokio::test]
async fn blocked_scripts_do_not_run_and_pages_can_still_be_read() -> Result<()> {
    let browser = Browser::start().await?;
    browser.block_scripts().await?;
    browser
        .open(&page(
            "<p id=p>Before</p><button>Pay</button><script>p.textContent='After'</script>",
        ))
        .await?;
    browser.reads("Before").await?;
    browser.press("Pay").await?;
    browser.quit().await?;
    Ok(())
}

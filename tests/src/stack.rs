//! The server with its sandbox, in a fresh folder, on ports that the system chooses.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use reqwest::Url;
use rustix::process::Signal;
use tempfile::TempDir;
use tokio::sync::Mutex;

use crate::{
    database::Database,
    launch::{OUTPUT, authority, fail_if_ended, http_client, log, printed_addresses, serve},
    program::Program,
    sandbox::Sandbox,
    shop_api::ShopApi,
    wait::{until, until_true},
};

/// What shops authorize themselves with at every stack.
pub const API_TOKEN: &str = "journeys-shop-token";

/// What can be told to the server when it starts.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Environment variables, such as `TATAMI_MERCHANT_NAME`.
    pub environment: Vec<(&'static str, String)>,
}

impl Settings {
    /// With the demo business's fortnight of payments, which other journeys do without, because they count.
    #[must_use]
    pub fn with_demo() -> Self {
        Self {
            environment: vec![("TATAMI_DEMO", "on".to_owned())],
        }
    }
}

/// The running server and sandbox.
#[derive(Debug)]
pub struct Stack {
    folder: TempDir,
    settings: Settings,
    program: Mutex<Program>,
    addresses: Addresses,
}

/// Where both listen.
#[derive(Clone, Debug)]
pub(crate) struct Addresses {
    pub(crate) shop: Url,
    pub(crate) sandbox: Url,
}

impl Stack {
    /// Starts `$TATAMI_BINARY serve` and waits until it is ready.
    ///
    /// # Errors
    /// If it ends or does not become ready; the log is in the error.
    pub async fn start(settings: Settings) -> Result<Self> {
        Self::start_with(settings, None).await
    }

    /// Another server, to which this one's sandbox is Dojo: with a key of its own and nobody to sign in yet, as in real life.
    ///
    /// # Errors
    /// As [`Stack::start`].
    pub async fn with_key(&self) -> Result<Self> {
        let sandbox = &self.addresses.sandbox;
        let components = sandbox.join("/payments/v1/client.js")?;
        let settings = Settings {
            environment: vec![
                ("DOJO_API_KEY", self.sandbox_key()?),
                ("TATAMI_DOJO_API_URL", sandbox.to_string()),
                ("TATAMI_COMPONENTS_URL", components.to_string()),
            ],
        };
        Self::start_with(settings, Some(sandbox)).await
    }

    /// The address at which the first owner sets it up, as it was printed.
    ///
    /// # Errors
    /// If none was printed.
    pub async fn set_up_address(&self) -> Result<String> {
        until(
            "the address for setting up on standard output",
            async || {
                let printed = std::fs::read_to_string(self.folder().join(OUTPUT))?;
                let address = printed.lines().find_map(|line| line.strip_prefix("Set up"));
                Ok(address.map(|address| address.trim().to_owned()))
            },
        )
        .await
    }

    async fn start_with(settings: Settings, sandbox_elsewhere: Option<&Url>) -> Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("tatami-journey-")
            .tempdir()?;
        let program = serve(folder.path(), &settings, "127.0.0.1:0", "127.0.0.1:0")?;
        let program = Mutex::new(program);
        let addresses = printed_addresses(folder.path(), &program, sandbox_elsewhere)
            .await
            .with_context(|| log(folder.path()))?;
        let stack = Self {
            folder,
            settings,
            program,
            addresses,
        };
        stack.wait_until_ready().await?;
        Ok(stack)
    }

    /// Pulls the plug: SIGKILL to server and sandbox, which are one process.
    ///
    /// # Errors
    /// If it had ended before.
    pub async fn kill_9(&self) -> Result<()> {
        self.program.lock().await.kill_9().await
    }

    /// Stops it where it stands, as a host does that hangs; connections stay open. [`Stack::thaw`] lets it go on.
    ///
    /// # Errors
    /// If it has ended.
    pub async fn freeze(&self) -> Result<()> {
        self.program.lock().await.signal(Signal::STOP)
    }

    /// Lets it go on.
    ///
    /// # Errors
    /// If it has ended.
    pub async fn thaw(&self) -> Result<()> {
        self.program.lock().await.signal(Signal::CONT)
    }

    /// Asks it to end, as a deployment would, and waits until it has.
    ///
    /// # Errors
    /// If it does not end, or not with success.
    pub async fn terminate(&self) -> Result<()> {
        self.program.lock().await.terminate().await
    }

    /// Starts it again: same folder, same ports.
    ///
    /// # Errors
    /// As [`Stack::start`].
    pub async fn restart(&self) -> Result<()> {
        let (shop, sandbox) = (
            authority(&self.addresses.shop),
            authority(&self.addresses.sandbox),
        );
        *self.program.lock().await = serve(self.folder.path(), &self.settings, &shop, &sandbox)?;
        self.wait_until_ready().await
    }

    /// The server's own address.
    #[must_use]
    pub fn shop_url(&self) -> &Url {
        &self.addresses.shop
    }

    /// The sandbox's address: Dojo's API, hosted page and components.
    #[must_use]
    pub fn sandbox_url(&self) -> &Url {
        &self.addresses.sandbox
    }

    /// An address below the server's.
    ///
    /// # Errors
    /// If the path makes no address.
    pub fn address(&self, path: &str) -> Result<Url> {
        Ok(self.addresses.shop.join(path)?)
    }

    /// The control plane and the API of the sandbox, for the server's account.
    ///
    /// # Errors
    /// If the key cannot be read.
    pub fn sandbox(&self) -> Result<Sandbox> {
        Sandbox::new(self.addresses.sandbox.clone(), &self.sandbox_key()?)
    }

    /// The API for shops.
    ///
    /// # Errors
    /// If the client cannot be made.
    pub fn shop_api(&self) -> Result<ShopApi> {
        ShopApi::new(self.addresses.shop.clone(), API_TOKEN)
    }

    /// Waits until the server tells shops that the checkout stands so.
    ///
    /// # Errors
    /// If it does not in time.
    pub async fn settles(&self, checkout: &str, status: &str) -> Result<()> {
        let api = self.shop_api()?;
        until(&format!("the checkout to be {status}"), async || {
            let told = api.get(checkout).await?;
            ensure!(told["status"] == status, "it is {}", told["status"]);
            Ok(Some(()))
        })
        .await
    }

    /// A look into the server's database.
    ///
    /// # Errors
    /// If it cannot be opened.
    pub async fn database(&self) -> Result<Database> {
        Database::open(&self.database_file()?).await
    }

    /// The server's SQLite file.
    ///
    /// # Errors
    /// If there is none.
    pub fn database_file(&self) -> Result<PathBuf> {
        let file = self.data_folder().join("tatami.db");
        ensure!(file.is_file(), "{} is not there", file.display());
        Ok(file)
    }

    /// The account's key, which must not be found anywhere else.
    ///
    /// # Errors
    /// If its file cannot be read.
    pub fn sandbox_key(&self) -> Result<String> {
        let file = self.data_folder().join("sandbox.key");
        let key = std::fs::read_to_string(&file)
            .with_context(|| format!("cannot read {}", file.display()))?;
        Ok(key.trim().to_owned())
    }

    /// Everything that the stack has written: logs, databases.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The process id of the server while it runs.
    pub async fn process_id(&self) -> Option<u32> {
        self.program.lock().await.id()
    }

    /// What the server has logged so far.
    #[must_use]
    pub fn log(&self) -> String {
        log(self.folder.path())
    }

    fn data_folder(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    async fn wait_until_ready(&self) -> Result<()> {
        let client = http_client()?;
        let ready = self.address("/readyz")?;
        until_true("readiness", async || {
            fail_if_ended(&self.program).await?;
            Ok(client
                .get(ready.clone())
                .send()
                .await?
                .status()
                .is_success())
        })
        .await
        .with_context(|| self.log())
    }
}

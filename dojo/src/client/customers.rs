//! Customers and their saved cards: `/customers`.

use reqwest::Method;
use serde::Deserialize;

use super::{Client, Error};
use crate::{
    CreateCustomerRequest, CustomerFull, CustomerPaymentMethods, CustomerSecret,
    PagedResultOfCustomer, SearchCustomerRequest, Secret, UpdateCustomerRequest,
};

const PATH: &str = "customers";

/// Dojo's specification has a list where one customer was asked for.
#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrList {
    One(Box<CustomerFull>),
    List(Vec<CustomerFull>),
}

impl Client {
    /// Makes a customer. Not idempotent at Dojo.
    ///
    /// # Errors
    /// As [`Error`] says.
    pub async fn create_customer(
        &self,
        request: &CreateCustomerRequest,
    ) -> Result<CustomerFull, Error> {
        self.call(Method::POST, &[PATH])?
            .body(request)
            .answer()
            .await
    }

    /// Reads a customer.
    ///
    /// # Errors
    /// As [`Error`] says, except that "not found" is `None`.
    pub async fn get_customer(&self, id: &str) -> Result<Option<CustomerFull>, Error> {
        let found = match self.call(Method::GET, &[PATH, id]) {
            Err(Error::NotFound(_)) => return Ok(None),
            call => call?.found().await?,
        };
        Ok(match found {
            None => None,
            Some(OneOrList::One(customer)) => Some(*customer),
            Some(OneOrList::List(customers)) => {
                customers.into_iter().find(|customer| customer.id == id)
            }
        })
    }

    /// Changes a customer; what the request leaves out stays.
    ///
    /// # Errors
    /// As [`Error`] says.
    pub async fn update_customer(
        &self,
        id: &str,
        request: &UpdateCustomerRequest,
    ) -> Result<CustomerFull, Error> {
        self.call(Method::PATCH, &[PATH, id])?
            .body(request)
            .answer()
            .await
    }

    /// Removes a customer with their cards.
    ///
    /// # Errors
    /// As [`Error`] says.
    pub async fn delete_customer(&self, id: &str) -> Result<(), Error> {
        self.call(Method::DELETE, &[PATH, id])?.done().await
    }

    /// Lists customers, a page at a time.
    ///
    /// # Errors
    /// As [`Error`] says.
    pub async fn search_customers(
        &self,
        request: &SearchCustomerRequest,
    ) -> Result<PagedResultOfCustomer, Error> {
        self.call(Method::POST, &[PATH, "search"])?
            .body(request)
            .answer()
            .await
    }

    /// Makes a short-lived secret that gives access to the customer's saved cards.
    ///
    /// # Errors
    /// As [`Error`] says.
    pub async fn create_customer_secret(&self, customer_id: &str) -> Result<CustomerSecret, Error> {
        self.call(Method::POST, &[PATH, customer_id, "create-secret"])?
            .answer()
            .await
    }

    /// Lists the customer's saved cards. The customer's secret is sent, not the key.
    ///
    /// # Errors
    /// As [`Error`] says.
    pub async fn payment_methods(
        &self,
        customer_id: &str,
        secret: &Secret,
    ) -> Result<CustomerPaymentMethods, Error> {
        self.public_call(
            Method::GET,
            &[PATH, "public", customer_id, "payment-methods"],
        )?
        .authorized_by(secret)?
        .answer()
        .await
    }

    /// Removes a saved card. The customer's secret is sent, not the key.
    ///
    /// # Errors
    /// As [`Error`] says.
    pub async fn delete_payment_method(
        &self,
        customer_id: &str,
        payment_method_id: &str,
        secret: &Secret,
    ) -> Result<(), Error> {
        let path = [
            PATH,
            "public",
            customer_id,
            "payment-methods",
            payment_method_id,
        ];
        self.public_call(Method::DELETE, &path)?
            .authorized_by(secret)?
            .done()
            .await
    }
}

window.Dojo = { Payment, WalletPayment };

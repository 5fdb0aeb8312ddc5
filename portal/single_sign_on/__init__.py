"""How do people sign in with the account their municipality gave them? By OpenID Connect; keyed by issuer and subject."""

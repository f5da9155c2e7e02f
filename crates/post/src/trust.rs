//! Whose certificates are believed.

use std::sync::Arc;

use tokio_rustls::{
    TlsConnector,
    rustls::{
        ClientConfig, RootCertStore,
        crypto::ring,
        pki_types::{CertificateDer, pem::PemObject as _},
    },
};

/// Whose certificates are believed: those the operating system trusts, and an institution's own authority.
#[derive(Clone)]
pub struct Trust {
    roots: RootCertStore,
    config: Arc<ClientConfig>,
}

/// Why a text holds no certificate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no certificate can be read from the text")]
pub struct NoCertificate;

impl Trust {
    /// What the operating system trusts. Reads files: made once, at the start.
    pub fn system() -> Self {
        let mut roots = RootCertStore::empty();
        // What the system cannot read it does not trust; without any the first connection says so.
        let _ = roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        Self::of(roots)
    }

    /// Besides, the certificates in `pem`: an institution's own authority.
    pub fn and(self, pem: &str) -> Result<Self, NoCertificate> {
        let mut roots = self.roots;
        let before = roots.len();
        for certificate in CertificateDer::pem_slice_iter(pem.as_bytes()) {
            roots.add(certificate.map_err(|_| NoCertificate)?).map_err(|_| NoCertificate)?;
        }
        if roots.len() == before { Err(NoCertificate) } else { Ok(Self::of(roots)) }
    }

    fn of(roots: RootCertStore) -> Self {
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("the provider knows both versions of TLS")
            .with_root_certificates(roots.clone())
            .with_no_client_auth();
        Self { roots, config: Arc::new(config) }
    }

    pub(crate) fn connector(&self) -> TlsConnector {
        TlsConnector::from(Arc::clone(&self.config))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_a_certificate_is_refused() {
        assert!(Trust::system().and("nothing here").is_err());
        assert!(
            Trust::system().and("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n").is_err()
        );
    }
}

package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// selfSigned writes a certificate for this machine and gives the pool that
// trusts it.
func selfSigned(t *testing.T) (cert, key string, pool *x509.CertPool) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	like := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	der, err := x509.CreateCertificate(rand.Reader, like, like, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for file, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool = x509.NewCertPool()
	pool.AddCert(parsed)
	return cert, key, pool
}

func TestListenWithCertificate(t *testing.T) {
	cert, key, pool := selfSigned(t)
	l, url, err := listenOptions{"127.0.0.1:0", cert, key}.listen()
	if err != nil {
		t.Fatal(err)
	}
	s := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, r.Proto) }), ReadHeaderTimeout: time.Second}
	done := make(chan error, 1)
	go func() { done <- s.Serve(l) }()
	defer func() { s.Close(); <-done }()
	ask := func(version uint16) error {
		client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, MaxVersion: version}}}
		defer client.CloseIdleConnections()
		r, err := client.Get(url)
		if err != nil {
			return err
		}
		return r.Body.Close()
	}
	if err := ask(tls.VersionTLS13); err != nil || !strings.HasPrefix(url, "https://") {
		t.Errorf("%s: %v", url, err)
	}
	if ask(tls.VersionTLS11) == nil {
		t.Error("TLS 1.1 is still spoken")
	}
}

func TestListenRefusesHalfACertificate(t *testing.T) {
	cert, _, _ := selfSigned(t)
	if _, _, err := (listenOptions{"127.0.0.1:0", cert, ""}).listen(); exitCode(err) != exitUsage {
		t.Errorf("a certificate without a key: %v", err)
	}
	if _, _, err := (listenOptions{"127.0.0.1:0", cert, cert}).listen(); err == nil {
		t.Error("a certificate for a key is taken")
	}
}

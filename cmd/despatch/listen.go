package main

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
)

// listenOptions say where serve listens, and with which certificate.
type listenOptions struct {
	address   string
	cert, key string // files in PEM; both or neither
}

// listen opens the address. With a certificate it speaks TLS, 1.2 or newer, to
// callers whose handshake the server's time-outs bound like everything else.
func (o listenOptions) listen() (l net.Listener, url string, err error) {
	var config *tls.Config
	if o.cert != "" || o.key != "" {
		if config, err = o.certified(); err != nil {
			return nil, "", err
		}
	}
	if l, err = net.Listen("tcp", o.address); err != nil {
		return nil, "", fmt.Errorf("listen: %w", err)
	}
	if config == nil {
		return l, "http://" + l.Addr().String(), nil
	}
	return tls.NewListener(l, config), "https://" + l.Addr().String(), nil
}

func (o listenOptions) certified() (*tls.Config, error) {
	if o.cert == "" || o.key == "" {
		return nil, usageError{errors.New("--tls-cert and --tls-key go together")}
	}
	pair, err := tls.LoadX509KeyPair(o.cert, o.key)
	if err != nil {
		return nil, fmt.Errorf("certificate: %w", err)
	}
	return &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"}}, nil
}

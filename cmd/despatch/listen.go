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
		return nil, "", o.refused(err)
	}
	if config == nil {
		return l, "http://" + l.Addr().String(), nil
	}
	return tls.NewListener(l, config), "https://" + l.Addr().String(), nil
}

// refused says why nothing listens at the address, without naming it twice.
func (o listenOptions) refused(err error) error {
	var op *net.OpError
	if errors.As(err, &op) {
		err = op.Err
	}
	var address *net.AddrError
	if errors.As(err, &address) {
		return usageError{fmt.Errorf("--listen %q: %s; want an address such as 127.0.0.1:8080", o.address, address.Err)}
	}
	return fmt.Errorf("cannot listen on %s: %w", o.address, err)
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

package poll

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
)

// plain says what went wrong with a fetch in the words of a person.
func plain(err error) error {
	var (
		dns     *net.DNSError
		unknown x509.UnknownAuthorityError
		host    x509.HostnameError
		invalid x509.CertificateInvalidError
		record  tls.RecordHeaderError
		outer   *url.Error
	)
	switch {
	case errors.Is(err, ErrForbidden):
		return fmt.Errorf("the address was refused: %w", cause(err, ErrForbidden))
	case errors.As(err, &dns) && dns.IsNotFound:
		return fmt.Errorf("there is no server named %s", dns.Name)
	case errors.As(err, &unknown), errors.As(err, &host), errors.As(err, &invalid):
		return fmt.Errorf("the server's certificate is not valid: %w", errors.Unwrap(err))
	case errors.As(err, &record):
		return errors.New("the server does not speak https there")
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, errSlow):
		return errSlow
	case strings.Contains(err.Error(), "connection refused"):
		return errors.New("the server refused the connection")
	case errors.As(err, &outer):
		return outer.Err
	}
	return err
}

// cause is the innermost error that still wraps target.
func cause(err, target error) error {
	for next := errors.Unwrap(err); next != nil && errors.Is(next, target) && next != target; next = errors.Unwrap(next) {
		err = next
	}
	return err
}

// statusProblem says what a status other than 200 means for what was asked
// for.
func statusProblem(what string, status int) error {
	switch {
	case status == http.StatusNotFound:
		return fmt.Errorf("%s is not there (404)", what)
	case status == http.StatusGone:
		return fmt.Errorf("%s is gone for good (410)", what)
	case status == http.StatusUnauthorized, status == http.StatusForbidden, status == http.StatusPaymentRequired:
		return fmt.Errorf("the server does not give it to us (%d)", status)
	case status == http.StatusTooManyRequests:
		return errors.New("the server wants to be asked less often (429)")
	case status >= 500:
		return fmt.Errorf("the server answered with an error of its own (%d)", status)
	}
	return fmt.Errorf("the server answered %d", status)
}

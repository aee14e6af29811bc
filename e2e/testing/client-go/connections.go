package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/httpstream"
	"k8s.io/client-go/kubernetes/scheme"
	"k8s.io/client-go/tools/portforward"
	"k8s.io/client-go/tools/remotecommand"
	"k8s.io/client-go/transport/spdy"
	"k8s.io/client-go/util/exec"
	streaming "k8s.io/streaming/pkg/httpstream"
)

// connectable creates a pod, and gives the URL of a subresource of it. The handlers of the test answer for the container: `cat`,
// `exit N` and `size`; they echo what is sent to a port, but for port 81.
func connectable(ctx context.Context, c *cluster, subresource string, options *corev1.PodExecOptions) (*url.URL, error) {
	pod, err := c.clients.CoreV1().Pods(c.namespace).Create(ctx, pod("connected"), metav1.CreateOptions{})
	if err != nil {
		return nil, err
	}
	request := c.clients.CoreV1().RESTClient().Post().Namespace(c.namespace).Resource("pods").Name(pod.Name).SubResource(subresource)
	if options != nil {
		request = request.VersionedParams(options, scheme.ParameterCodec)
	}
	return request.URL(), nil
}

type dial func(c *cluster, url *url.URL) (remotecommand.Executor, error)

func overWebSocket(c *cluster, url *url.URL) (remotecommand.Executor, error) {
	return remotecommand.NewWebSocketExecutor(c.config, "GET", url.String())
}

func overSPDY(c *cluster, url *url.URL) (remotecommand.Executor, error) {
	return remotecommand.NewSPDYExecutor(c.config, "POST", url)
}

// fallingBack offers a subprotocol first that no server has.
func fallingBack(c *cluster, url *url.URL) (remotecommand.Executor, error) {
	first, err := remotecommand.NewWebSocketExecutorForProtocols(c.config, "GET", url.String(), "v99.channel.k8s.io")
	if err != nil {
		return nil, err
	}
	second, err := overSPDY(c, url)
	if err != nil {
		return nil, err
	}
	return remotecommand.NewFallbackExecutor(first, second, streaming.IsUpgradeFailure)
}

// commandBy runs a command that writes its input to its output, a megabyte of it, and one that fails.
func commandBy(dial dial) func(context.Context, *cluster) error {
	return func(ctx context.Context, c *cluster) error {
		options := &corev1.PodExecOptions{Command: []string{"cat"}, Stdin: true, Stdout: true, Stderr: true}
		url, err := connectable(ctx, c, "exec", options)
		if err != nil {
			return err
		}
		executor, err := dial(c, url)
		if err != nil {
			return err
		}
		input := strings.Repeat("0123456789abcdef", 1<<16)
		var stdout, stderr bytes.Buffer
		err = executor.StreamWithContext(ctx, remotecommand.StreamOptions{Stdin: strings.NewReader(input), Stdout: &stdout, Stderr: &stderr})
		if err != nil {
			return fmt.Errorf("cat: %w", err)
		}
		query := url.Query()
		query["command"] = []string{"exit", "7"}
		url.RawQuery = query.Encode()
		if executor, err = dial(c, url); err != nil {
			return err
		}
		var code exec.CodeExitError
		err = executor.StreamWithContext(ctx, remotecommand.StreamOptions{Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: io.Discard})
		if !errors.As(err, &code) {
			return fmt.Errorf("exit 7: %w", err)
		}
		return errors.Join(
			expect("output is the input", stdout.String() == input, true),
			expect("stderr", stderr.String(), "cat is over"),
			expect("exit code", code.ExitStatus(), 7),
		)
	}
}

type oneSize struct {
	sizes chan remotecommand.TerminalSize
}

func (queue oneSize) Next() *remotecommand.TerminalSize {
	size, ok := <-queue.sizes
	if !ok {
		return nil
	}
	return &size
}

// terminalBy attaches a terminal, of which the handler writes the size.
func terminalBy(dial dial) func(context.Context, *cluster) error {
	return func(ctx context.Context, c *cluster) error {
		url, err := connectable(ctx, c, "attach", &corev1.PodExecOptions{Stdout: true, TTY: true})
		if err != nil {
			return err
		}
		executor, err := dial(c, url)
		if err != nil {
			return err
		}
		sizes := make(chan remotecommand.TerminalSize, 1)
		sizes <- remotecommand.TerminalSize{Width: 80, Height: 24}
		close(sizes)
		var stdout bytes.Buffer
		err = executor.StreamWithContext(ctx, remotecommand.StreamOptions{Stdout: &stdout, Tty: true, TerminalSizeQueue: oneSize{sizes}})
		return errors.Join(err, expect("size", stdout.String(), "80x24"))
	}
}

func spdyDialer(c *cluster, url *url.URL) (httpstream.Dialer, error) {
	transport, upgrader, err := spdy.RoundTripperFor(c.config)
	if err != nil {
		return nil, err
	}
	return spdy.NewDialer(upgrader, &http.Client{Transport: transport}, "POST", url), nil
}

func tunnelDialer(c *cluster, url *url.URL) (httpstream.Dialer, error) {
	return portforward.NewSPDYOverWebsocketDialer(url, c.config)
}

// portsBy sends a megabyte through each of three connections at once, and gets all of it back.
func portsBy(dialer func(*cluster, *url.URL) (httpstream.Dialer, error)) func(context.Context, *cluster) error {
	return func(ctx context.Context, c *cluster) error {
		url, err := connectable(ctx, c, "portforward", nil)
		if err != nil {
			return err
		}
		dial, err := dialer(c, url)
		if err != nil {
			return err
		}
		stop, ready := make(chan struct{}), make(chan struct{})
		forwarder, err := portforward.NewOnAddresses(dial, []string{"127.0.0.1"}, []string{"0:80"}, stop, ready, io.Discard, io.Discard)
		if err != nil {
			return err
		}
		ended := make(chan error, 1)
		go func() { ended <- forwarder.ForwardPorts() }()
		select {
		case <-ready:
		case err := <-ended:
			return fmt.Errorf("it ended before it was ready: %w", err)
		}
		ports, err := forwarder.GetPorts()
		if err != nil {
			return err
		}
		results := make(chan error)
		for range 3 {
			go func() { results <- echoes(ctx, fmt.Sprintf("127.0.0.1:%d", ports[0].Local)) }()
		}
		err = errors.Join(<-results, <-results, <-results)
		close(stop)
		return errors.Join(err, <-ended)
	}
}

func echoes(ctx context.Context, address string) error {
	connection, err := (&net.Dialer{}).DialContext(ctx, "tcp", address)
	if err != nil {
		return err
	}
	defer connection.Close()
	sent := strings.Repeat("0123456789abcdef", 1<<16)
	go func() {
		_, _ = io.WriteString(connection, sent)
		_ = connection.(*net.TCPConn).CloseWrite()
	}()
	received, err := io.ReadAll(connection)
	return errors.Join(err, expect("what comes back is what was sent", string(received) == sent, true))
}

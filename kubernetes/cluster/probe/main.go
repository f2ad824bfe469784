// Command probe is what the tests of the cluster run in a pod: a small server, and questions to ask from inside.
//
//	probe serve [ADDRESS]  answers every request with its host's name (default :8080)
//	probe resolve NAME     prints the addresses of a name
//	probe get URL          prints what a server answers
//	probe write FILE TEXT  writes a file
//	probe read FILE        prints a file
//	probe eat MEGABYTES    takes that much memory, and says so
package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"
)

func main() {
	if len(os.Args) < 2 {
		end(fmt.Errorf("usage: probe serve|resolve|get|write|read|eat …"))
	}
	arguments := append(os.Args[2:], "", "")
	switch os.Args[1] {
	case "serve":
		serve(arguments[0])
	case "resolve":
		addresses, err := net.LookupHost(arguments[0])
		end(err, strings.Join(addresses, "\n"))
	case "get":
		answer, err := (&http.Client{Timeout: 5 * time.Second}).Get(arguments[0])
		if err != nil {
			end(err)
		}
		text, err := io.ReadAll(answer.Body)
		end(err, string(text))
	case "write":
		end(os.WriteFile(arguments[0], []byte(arguments[1]), 0o644))
	case "read":
		text, err := os.ReadFile(arguments[0])
		end(err, string(text))
	case "eat":
		wanted, err := strconv.Atoi(arguments[0])
		eaten := make([]byte, wanted<<20)
		for i := range eaten {
			eaten[i] = 1
		}
		end(err, fmt.Sprintf("%d MB eaten", len(eaten)>>20))
	default:
		end(fmt.Errorf("unknown command %q", os.Args[1]))
	}
}

// A first process of a container gets no signal that it does not ask for.
func serve(address string) {
	if address == "" {
		address = ":8080"
	}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT)
	go func() { <-signals; os.Exit(0) }()
	host, _ := os.Hostname()
	end(http.ListenAndServe(address, http.HandlerFunc(func(to http.ResponseWriter, _ *http.Request) { fmt.Fprintln(to, host) })))
}

func end(err error, lines ...string) {
	for _, line := range lines {
		fmt.Println(line)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "probe:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

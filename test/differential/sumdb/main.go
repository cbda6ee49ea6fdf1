// A checksum database over the modules of a file proxy, with the server of golang.org/x/mod/sumdb, and a module proxy beside it.
//
//	sumdb PROXY MODULE@VERSION
//
// It prints its key, its address and the key of another one of the same name, then serves until its input ends:
//
//	/honest        the database
//	/liar          one with the same key and another hash for MODULE@VERSION
//	/proxy         the proxy, without the database
//	/mirror        the proxy, which passes the database on below /sumdb/
//	/liar-mirror   the same with the other database
package main

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"path/filepath"

	"golang.org/x/mod/module"
	"golang.org/x/mod/sumdb"
	"golang.org/x/mod/sumdb/dirhash"
	"golang.org/x/mod/sumdb/note"
)

const name = "sum.test.example"

func main() {
	proxy, lie := os.Args[1], os.Args[2]
	signer, verifier, err := note.GenerateKey(rand.Reader, name)
	check(err)
	_, stranger, err := note.GenerateKey(rand.Reader, name)
	check(err)
	sums := func(path, version string) ([]byte, error) {
		escaped, err := module.EscapePath(path)
		if err != nil {
			return nil, err
		}
		at := filepath.Join(proxy, filepath.FromSlash(escaped), "@v", version)
		zip, err := dirhash.HashZip(at+".zip", dirhash.Hash1)
		if err != nil {
			return nil, os.ErrNotExist
		}
		mod, err := dirhash.Hash1([]string{"go.mod"}, func(string) (io.ReadCloser, error) { return os.Open(at + ".mod") })
		if err != nil {
			return nil, os.ErrNotExist
		}
		return fmt.Appendf(nil, "%s %s %s\n%s %s/go.mod %s\n", path, version, zip, path, version, mod), nil
	}
	wrong := func(path, version string) ([]byte, error) {
		lines, err := sums(path, version)
		if err == nil && path+"@"+version == lie {
			hash := sha256.Sum256(lines)
			_, rest, _ := bytes.Cut(lines, []byte("\n"))
			lines = fmt.Appendf(nil, "%s %s h1:%s\n%s", path, version, base64.StdEncoding.EncodeToString(hash[:]), rest)
		}
		return lines, err
	}
	files := http.FileServer(http.Dir(proxy))
	mux := http.NewServeMux()
	mux.Handle("/proxy/", http.StripPrefix("/proxy", files))
	for kind, sums := range map[string]func(string, string) ([]byte, error){"honest": sums, "liar": wrong} {
		database := http.StripPrefix("/"+kind, sumdb.NewServer(sumdb.NewTestServer(signer, sums)))
		mux.Handle("/"+kind+"/", database)
		mirror := map[string]string{"honest": "/mirror", "liar": "/liar-mirror"}[kind]
		mux.Handle(mirror+"/", http.StripPrefix(mirror, files))
		below := mirror + "/sumdb/" + name
		mux.HandleFunc(below+"/supported", func(http.ResponseWriter, *http.Request) {})
		mux.Handle(below+"/", http.StripPrefix(below, sumdb.NewServer(sumdb.NewTestServer(signer, sums))))
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(err)
	fmt.Printf("%s\nhttp://%s\n%s\n", verifier, listener.Addr(), stranger)
	go func() { log.Fatal(http.Serve(listener, mux)) }()
	io.Copy(io.Discard, os.Stdin)
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

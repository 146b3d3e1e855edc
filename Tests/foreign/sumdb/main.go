// Reads a log of ours with golang.org/x/mod/sumdb/note and sumdb/tlog: the signature of the checkpoint, every entry, proofs of
// inclusion and consistency; then refuses a hundred changed notes and a hundred changed proofs.
package main

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func stop(format string, values ...interface{}) {
	fmt.Printf(format+"\n", values...)
	os.Exit(1)
}

func read(parts ...string) []byte {
	data, err := os.ReadFile(filepath.Join(parts...))
	if err != nil {
		stop("%v", err)
	}
	return data
}

// leaves are the hashes of all entries, recomputed from the bundles.
func leaves(log string, size int64) []tlog.Hash {
	var hashes []tlog.Hash
	for first := int64(0); first < size; first += 256 {
		name := fmt.Sprintf("%03d", first/256)
		if size-first < 256 {
			name += ".p/" + strconv.FormatInt(size-first, 10)
		}
		data := read(log, "tile/entries", name)
		for len(data) > 0 {
			length := int(data[0])<<8 | int(data[1])
			hashes = append(hashes, tlog.Hash(sha256.Sum256(append([]byte{0}, data[2:2+length]...))))
			data = data[2+length:]
		}
	}
	return hashes
}

func main() {
	log, key := os.Args[1], os.Args[2]
	verifier, err := note.NewVerifier(key)
	if err != nil {
		stop("key: %v", err)
	}
	verifiers := note.VerifierList(verifier)
	message := read(log, "checkpoint")
	opened, err := note.Open(message, verifiers)
	if err != nil {
		stop("checkpoint: %v", err)
	}
	lines := strings.Split(opened.Text, "\n")
	size, _ := strconv.ParseInt(lines[1], 10, 64)
	rootBytes, _ := base64.StdEncoding.DecodeString(lines[2])
	var root tlog.Hash
	copy(root[:], rootBytes)

	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var result []tlog.Hash
		for _, index := range indexes {
			result = append(result, stored[index])
		}
		return result, nil
	})
	all := leaves(log, size)
	for index, hash := range all {
		more, err := tlog.StoredHashesForRecordHash(int64(index), hash, reader)
		if err != nil {
			stop("stored hashes: %v", err)
		}
		stored = append(stored, more...)
	}
	tree, err := tlog.TreeHash(size, reader)
	if err != nil || tree != root {
		stop("the entries do not give the signed root: %v", err)
	}

	random := rand.New(rand.NewSource(7))
	refused := 0
	for round := 0; round < 100; round++ {
		index := random.Int63n(size)
		proof, err := tlog.ProveRecord(size, index, reader)
		if err != nil || tlog.CheckRecord(proof, size, root, index, all[index]) != nil {
			stop("inclusion of %d is not believed: %v", index, err)
		}
		old := 1 + random.Int63n(size)
		oldRoot, _ := tlog.TreeHash(old, reader)
		growth, err := tlog.ProveTree(size, old, reader)
		if err != nil || tlog.CheckTree(growth, size, root, old, oldRoot) != nil {
			stop("growth from %d is not believed: %v", old, err)
		}
		other := all[index]
		other[random.Intn(32)] ^= 1
		if tlog.CheckRecord(proof, size, root, index, other) != nil {
			refused++
		}
		changed := append([]byte{}, message...)
		end := strings.Index(string(message), "\n\n")
		changed[random.Intn(end)] ^= 1 << uint(random.Intn(7))
		if _, err := note.Open(changed, verifiers); err != nil {
			refused++
		}
	}
	if refused != 200 {
		stop("only %d of 200 mutants refused", refused)
	}
	fmt.Printf("sumdb: %d entries, 100 proofs of inclusion and growth believed, 200 mutants refused\n", size)
}

package scenario

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Data files outside of the scenario's folder are read only when that is allowed,
// and messages quote little of them.
func TestFilesOutsideTheFolder(t *testing.T) {
	top := t.TempDir()
	write := func(name, text string) string {
		file := filepath.Join(top, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return file
	}
	const rest = "channels: {post: {delay: {measured: {column: seconds, file: "
	const network = "name: x\nnetwork: {tiers: [a, b], fan_out: [1, 2]}\n"
	secret := write("secret.csv", strings.Repeat("password", 50)+",seconds\n1\n")
	write("in/near.csv", "seconds\n1\n2\n")
	write("out.csv", "seconds\n1\n2\n")
	if err := os.Symlink("../out.csv", filepath.Join(top, "in", "link.csv")); err != nil {
		t.Skip(err)
	}
	for file, fine := range map[string]bool{"near.csv": true, "./near.csv": true, "../in/near.csv": true, "../out.csv": false, "link.csv": false, filepath.Join(top, "out.csv"): false} {
		s := write("in/s.yaml", network+rest+file+"}}}}\n")
		_, err := Load(s, Options{})
		if fine != (err == nil) || err != nil && !strings.Contains(err.Error(), "--allow-files") {
			t.Errorf("%s: %v", file, err)
		}
		if _, err := Load(s, Options{AllowFiles: true}); err != nil {
			t.Errorf("%s, allowed: %v", file, err)
		}
	}
	s := write("in/s.yaml", network+"channels: {post: {delay: 1m}}\n")
	if _, err := Load(s, Options{Set: []string{"channels.post.delay={measured: {column: seconds, file: ../out.csv}}"}}); err != nil {
		t.Errorf("named by --set: %v", err)
	}
	s = write("in/s.yaml", network+rest+secret+"}}}}\n")
	if _, err := Load(s, Options{AllowFiles: true}); err == nil || strings.Count(err.Error(), "password") > 5 {
		t.Errorf("quotes too much: %v", err)
	}
}

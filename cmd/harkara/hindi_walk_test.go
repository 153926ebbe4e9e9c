package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// walkFiles are files of which most are wrong, each in its way.
var walkFiles = map[string]string{
	"empty.csv": "", "half.json": `{"a": [1,`, "half.xml": "<graphml><graph>", "crossed.xml": "<graphml><a></b></graphml>", "other.xml": "<foo/>", "p.pdf": "%PDF-1.4",
	"old.xls": "\xd0\xcf\x11\xe0", "page.html": "<html><p>x</p></html>", "half.zip": "PK\x03\x04x", "half.csv.gz": "x", "half.csv.zst": "x",
	"quote.csv": "a,b\n\"x,1\n", "bare.csv": "1,2\n3,4\n", "orphan.csv": "code,name,parent_code\n1,A,\n2,B,9\n", "half.yaml": "a:\n  - b: [c\n d: e\n",
	"thousand.csv": "District,Village,Population\nA,B,1.000\nA,C,2.000\n", "ring.csv": "from,to\na,b\nb,c\nc,a\n",
	"places.csv": "Block;Village;Population\nNorth;Alder;1,204\nSouth;Elm;1,507\nTotal;;2,711\n",
	"delays.csv": "delay_s\n10\n20\n\n", "word.csv": "delay_s\nx\n", "early.csv": "sent,seen\n2024-01-02 10:00,2024-01-02 09:00\n", "strange.csv": "foo,bar\n1,2\n",
	"same.csv": "delay_s\n5\n5\n5\n", "shares.csv": "office,passed,of\nA,3,5\nB,1,6\n", "known.csv": "share,by\n0.5,40m\n0.9,6h\n", "odd.json": `{"format":"x"}`,
}

// walk are commands, most of which are refused.
var walk = []string{
	"import empty.csv", "import half.json", "import half.xml", "import crossed.xml", "import other.xml", "import p.pdf", "import old.xls", "import page.html",
	"import half.zip", "import half.csv.gz", "import half.csv.zst", "import half.yaml", "import quote.csv", "import bare.csv", "import orphan.csv", "import orphan.csv --orphans refuse",
	"import thousand.csv", "import ring.csv", "import ring.csv --root zz", "import ring.csv --tree-by hop", "import .", "import nowhere.csv", "import places.csv",
	"import places.csv --map code=zz", "import places.csv --out empty.csv/x", "new --from places.csv", "new --from ring.csv", "new --out .", "new --out nowhere/x.yaml",
	"fit delays.csv", "fit word.csv", "fit early.csv", "fit strange.csv", "fit same.csv", "fit shares.csv", "fit known.csv", "fit .", "fit same.csv --by zz", "fit same.csv --as calls",
	"fit same.csv --as zz", "fit same.csv --write nowhere.yaml:relays.block.notices", "fit same.csv --hours zz", "job status nowhere", "job work nowhere --index 3",
	"job submit nowhere --on zz", "job zz", "run one-chain --keep empty.csv", "run one-chain --trials 4 --keep j --prepare", "job status j", "job merge j", "job cancel j", "job work j",
	"run one-chain --trials 5 --keep j", "run nowhere.yaml", "run .", "run half.yaml", "run one-chain --certain --out nowhere/x", "run one-chain --certain --out .",
	"run one-chain --trials x", "run one-chain --zz", "run one-chain --at zz", "run one-chain --by zz", "run one-chain --plan zz", "run one-chain --why zz", "run one-chain --memory 1",
	"run one-chain --solver zz", "run one-chain --engine zz", "run one-chain --given zz", "run one-chain one-chain", "check half.yaml", "sweep one-chain", "sweep one-chain --vary zz",
	"seek one-chain", "seek one-chain --goal zz --vary relays.block.passes_on", "sensitivity one-chain --certain", "place one-chain", "place pakur", "compare one-chain", "verify --law 99",
	"report odd.json", "report half.json", "plot one-chain --what zz", "graph one-chain --out x.zz", "show zz", "scenarios", "scenarios zz", "explain zz", "explain guide guide",
	"explain cluster", "completion zz", "zz", "version", "serve nowhere.yaml", "bench zz", "precision one-chain --certain --for 5%",
}

var (
	// asTyped is what stands in a line as it is written to the program, or in a file.
	asTyped = regexp.MustCompile("`[^`]*`|80% of public by 48h|80% of block by 24h in 90% of plays|\"[^\"]*\"|--[a-z-]+|(?m:^#.*harkara.*$)|(?m:^harkara .*$)|\\S*[./_:=@{}\\[\\]<>\\\\]\\S*|\\(मान्य: [^)]*\\)|(?m:ये (हैं|होते हैं|परिदृश्य आए हैं): .*$)")
	// walkNames are names of the program's commands and parts, of formats, and of the files.
	walkNames = strings.Fields(`harkara run import fit job new check sweep seek work merge status cancel submit show keys explain place scenarios report slurm kubernetes Spark
		CSV JSON YAML XML PDF MB GB zip UTF xlsx gzip zstd svg png pdf html csv json markdown table SVG PNG PDF sd hop keep refuse
		calls delays fixed lognormal weibull loglogistic gamma all block village unit public units trials
		name code sent seen from to answered yes no at exit ok end
		Block Village Population North South Alder Elm Total foo bar one-chain DIR Slurm Kubernetes Jobs Job PBS AWS Batch GNU parallel Python YARN Ctrl sbatch kubectl
		compare bottlenecks sensitivity tornado go linux devel exponential pareto nowhere bash fish powershell zsh sh en hi en-IN LANG
		places leaves AICc
		pakur jharkhand india flood-warning before-and-after feedback two-messages duty-roster`)
)

// No line of a command is English but what is typed, and names.
func TestWalkInHindi(t *testing.T) {
	dir := t.TempDir()
	for name, text := range walkFiles {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	word := regexp.MustCompile(`\b[A-Za-z][A-Za-z-]*[A-Za-z]\b`)
	for _, command := range walk {
		var out, errOut bytes.Buffer
		args := strings.Fields(command)
		run(context.Background(), append(args, "--lang", "hi"), strings.NewReader(""), &out, &errOut)
		for line := range strings.Lines(out.String() + errOut.String()) {
			if strings.HasPrefix(line, "  harkara ") { // an example
				continue
			}
			for _, w := range word.FindAllString(asTyped.ReplaceAllString(line, " "), -1) {
				if !slices.Contains(walkNames, w) && !slices.Contains(args, w) {
					t.Errorf("%s: %q in %s", command, w, line)
				}
			}
		}
	}
}

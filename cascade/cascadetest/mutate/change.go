package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// A change replaces a piece of one file by another.
type change struct {
	file     string
	source   []byte
	function string
	line     int
	from, to int // bytes of source
	with     string
}

func (c change) apply() []byte {
	out := append([]byte(nil), c.source[:c.from]...)
	return append(append(out, c.with...), c.source[c.to:]...)
}

// String says where and what.
func (c change) String() string {
	return fmt.Sprintf("%s:%d %s\n\t- %s\n\t+ %s", c.file, c.line, c.function, c.lineOf(c.source), c.lineOf(c.apply()))
}

// key tells a change apart, also where lines above it have come or gone.
func (c change) key() string {
	return fmt.Sprintf("%s %s: %s => %s", c.file, c.function, c.lineOf(c.source), c.lineOf(c.apply()))
}

// lineOf is the line of text in which the change begins.
func (c change) lineOf(text []byte) string {
	lines := strings.Split(string(text), "\n")
	return strings.TrimSpace(lines[min(c.line, len(lines))-1])
}

// changesIn are all changes to the code of a package.
func changesIn(dir string) ([]change, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("%s: no Go files (run this at the top of the checkout)", dir)
	}
	var out []change
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		source, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		out = append(out, changesOf(file, source)...)
	}
	return out, nil
}

func changesOf(file string, source []byte) []change {
	set := token.NewFileSet()
	tree, err := parser.ParseFile(set, file, source, 0)
	if err != nil {
		return nil
	}
	var out []change
	for _, d := range tree.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Body == nil {
			continue
		}
		ast.Inspect(f.Body, func(n ast.Node) bool {
			add := func(from, to token.Pos, with string) {
				at := set.Position(from)
				out = append(out, change{file, source, f.Name.Name, at.Line, at.Offset, set.Position(to).Offset, with})
			}
			changesAt(n, add)
			return true
		})
	}
	return out
}

var (
	operators = map[token.Token]string{
		token.LSS: "<=", token.LEQ: "<", token.GTR: ">=", token.GEQ: ">", token.EQL: "!=", token.NEQ: "==",
		token.ADD: "-", token.SUB: "+", token.MUL: "/", token.QUO: "*", token.LAND: "||", token.LOR: "&&",
	}
	names = map[string]string{"min": "max", "max": "min", "true": "false", "false": "true"}
)

// changesAt adds the changes of one node: another operator or constant, the
// opposite condition, min for max, a statement left out.
func changesAt(n ast.Node, add func(from, to token.Pos, with string)) {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		if with := operators[n.Op]; with != "" {
			add(n.OpPos, n.OpPos+token.Pos(len(n.Op.String())), with)
		}
	case *ast.BasicLit:
		if x, err := strconv.Atoi(n.Value); err == nil && n.Kind == token.INT {
			add(n.Pos(), n.End(), strconv.Itoa(x+1))
		}
	case *ast.Ident:
		if with := names[n.Name]; with != "" {
			add(n.Pos(), n.End(), with)
		}
	case *ast.IfStmt:
		addNegated(n.Cond, add)
	case *ast.IncDecStmt:
		add(n.Pos(), n.End(), "")
	case *ast.ExprStmt:
		add(n.Pos(), n.End(), "")
	case *ast.AssignStmt:
		if n.Tok != token.DEFINE {
			add(n.Pos(), n.End(), "")
		}
	case *ast.BranchStmt:
		if n.Label == nil && n.Tok == token.CONTINUE {
			add(n.Pos(), n.End(), "break")
		}
	}
}

// addNegated adds the opposite of a condition: of one line, as a change is told
// by one line.
func addNegated(cond ast.Expr, add func(from, to token.Pos, with string)) {
	if _, ok := cond.(*ast.BinaryExpr); !ok { // else its operator is changed
		add(cond.Pos(), cond.Pos(), "!")
	}
}

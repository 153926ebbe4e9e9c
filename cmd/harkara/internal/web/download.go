package web

import (
	"bytes"
	"net/http"
	"path"
	"strings"

	"harkara/cascade/report"
	"harkara/model/scenario"
)

// changed is the text of the scenario with what the page has set.
func (s *Server) changed(sc *scenario.Scenario, q asked) string {
	text := []byte(sc.Text())
	for _, x := range q.Set {
		if next, _, err := scenario.Rewrite("scenario", text, x[0], x[1], ""); err == nil {
			text = next
		}
	}
	return string(text)
}

// download sends what the page's last answer is made of, or was made from.
func (s *Server) download(w http.ResponseWriter, r *http.Request) {
	p := s.page(r)
	if p == nil {
		http.Error(w, "no such page", http.StatusNotFound)
		return
	}
	p.mu.Lock()
	docs, text := p.docs, p.text
	p.mu.Unlock()
	if docs == nil {
		http.Error(w, "no answer yet", http.StatusNotFound)
		return
	}
	var b bytes.Buffer
	var err error
	kind := "text/plain; charset=utf-8"
	switch strings.TrimPrefix(path.Ext(r.URL.Path), ".") {
	case "yaml":
		b.WriteString(text)
	case "csv":
		kind = "text/csv; charset=utf-8"
		err = report.Write(&b, report.CSV, report.Style{}, docs...)
	case "html":
		kind = "application/octet-stream" // to be saved, not to be shown here
		err = report.Write(&b, report.HTML, report.Style{Language: s.Language}, docs...)
	}
	if err != nil {
		http.Error(w, "it cannot be written", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", kind)
	_, _ = w.Write(b.Bytes())
}

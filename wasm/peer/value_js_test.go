//go:build js && wasm

package peer

import "testing"

func TestValue(t *testing.T) {
	object := create("Object")
	object.set("member", "text")
	object.set("other", create("Array", 1, 2))
	if got := global("JSON").call("stringify", object).string(); got != `{"member":"text","other":[1,2]}` {
		t.Errorf("made %s", got)
	}
	if object.text("member") != "text" || object.text("other") != "" || object.text("none") != "" {
		t.Error("texts are read wrongly")
	}
	if n := len(object.get("other").list()); n != 2 {
		t.Errorf("%d elements", n)
	}
	object.delete("other")
	if got := object.get("other"); got.err != nil || !got.js.IsUndefined() {
		t.Error("a member was not deleted")
	}
}

func TestFailurePassesOn(t *testing.T) {
	failed := global("JSON").call("parse", "{")
	if failed.err == nil {
		t.Fatal("nothing failed")
	}
	to := create("Object")
	to.set("member", failed)
	for name, v := range map[string]*value{
		"get": failed.get("member"), "call": failed.call("method"), "list": failed.list()[0], "set": to,
		"argument": create("Array").call("push", failed), "create": create("Array", failed),
	} {
		if v.err != failed.err {
			t.Errorf("%s: %v", name, v.err)
		}
	}
	if failed.string() != "" || failed.text("member") != "" {
		t.Error("a failure has a text")
	}
	if list := create("Object").get("none").list(); len(list) != 1 || list[0].err == nil {
		t.Error("the list of undefined did not fail")
	}
}

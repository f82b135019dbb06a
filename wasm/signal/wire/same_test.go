package wire

import (
	"bytes"
	"reflect"
	"strings"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"pgregory.net/rapid"
)

// fieldOf returns the real field of the same name but for underscores and case.
func fieldOf(d protoreflect.MessageDescriptor, goName string) protoreflect.FieldDescriptor {
	for i := range d.Fields().Len() {
		fd := d.Fields().Get(i)
		if strings.EqualFold(strings.ReplaceAll(string(fd.Name()), "_", ""), goName) {
			return fd
		}
	}
	return nil
}

// assertSame compares a message of ours with the real one: every field of ours
// must exist there, under the same name, with the same value.
func assertSame(t rapid.TB, ours any, real proto.Message) {
	t.Helper()
	if diff := difference(reflect.ValueOf(ours).Elem(), real.ProtoReflect()); diff != "" {
		t.Fatalf("%T differs at %s\nours: %+v\nreal: %v", ours, diff, ours, real)
	}
}

// difference returns the path of the first field that differs.
func difference(ours reflect.Value, real protoreflect.Message) string {
	for i := range ours.NumField() {
		if !ours.Type().Field(i).IsExported() {
			continue
		}
		name := ours.Type().Field(i).Name
		fd := fieldOf(real.Descriptor(), name)
		if fd == nil {
			return name + " (no such field)"
		}
		if diff := fieldDifference(ours.Field(i), real, fd); diff != "" {
			return name + diff
		}
	}
	return ""
}

func fieldDifference(ours reflect.Value, real protoreflect.Message, fd protoreflect.FieldDescriptor) string {
	switch {
	case fd.IsMap():
		entries := real.Get(fd).Map()
		if ours.Len() != entries.Len() {
			return " (number of entries)"
		}
		for _, key := range ours.MapKeys() {
			v := entries.Get(protoreflect.ValueOfString(key.String()).MapKey())
			if !v.IsValid() || v.String() != ours.MapIndex(key).String() {
				return "[" + key.String() + "]"
			}
		}
		return ""
	case fd.IsList():
		list := real.Get(fd).List()
		if ours.Len() != list.Len() {
			return " (length)"
		}
		for i := range list.Len() {
			if diff := valueDifference(ours.Index(i), list.Get(i)); diff != "" {
				return "[]" + diff
			}
		}
		return ""
	case ours.Kind() == reflect.Pointer:
		if ours.IsNil() == real.Has(fd) {
			return " (presence)"
		}
		if ours.IsNil() {
			return ""
		}
		return valueDifference(ours, real.Get(fd))
	default:
		return valueDifference(ours, real.Get(fd))
	}
}

func valueDifference(ours reflect.Value, real protoreflect.Value) string {
	if ours.Kind() == reflect.Pointer {
		ours = ours.Elem()
	}
	same := false
	switch v := real.Interface().(type) {
	case protoreflect.Message:
		if diff := difference(ours, v); diff != "" {
			return "." + diff
		}
		same = true
	case string:
		same = ours.String() == v
	case []byte:
		same = bytes.Equal(ours.Bytes(), v)
	case bool:
		same = ours.Bool() == v
	case uint32:
		same = ours.Uint() == uint64(v)
	case int32:
		same = ours.Int() == int64(v)
	case int64:
		same = ours.Int() == v
	case protoreflect.EnumNumber:
		same = ours.Int() == int64(v)
	}
	if !same {
		return " (value)"
	}
	return ""
}

package wire

import (
	"reflect"

	"google.golang.org/protobuf/reflect/protoreflect"
)

// take gives ours the values that the real message has.
func take(ours reflect.Value, real protoreflect.Message) {
	for i := range ours.NumField() {
		fd := fieldOf(real.Descriptor(), ours.Type().Field(i).Name)
		v := ours.Field(i)
		switch {
		case fd.IsMap():
			v.Set(reflect.MakeMap(v.Type()))
			real.Get(fd).Map().Range(func(key protoreflect.MapKey, value protoreflect.Value) bool {
				v.SetMapIndex(reflect.ValueOf(key.String()), reflect.ValueOf(value.String()))
				return true
			})
		case fd.IsList():
			list := real.Get(fd).List()
			for i := range list.Len() {
				e := reflect.New(v.Type().Elem()).Elem()
				takeValue(e, list.Get(i))
				v.Set(reflect.Append(v, e))
			}
		case real.Has(fd):
			takeValue(v, real.Get(fd))
		}
	}
}

func takeValue(ours reflect.Value, real protoreflect.Value) {
	switch v := real.Interface().(type) {
	case protoreflect.Message:
		ours.Set(reflect.New(ours.Type().Elem()))
		take(ours.Elem(), v)
	case string:
		ours.SetString(v)
	case bool:
		ours.SetBool(v)
	case uint32:
		ours.SetUint(uint64(v))
	case int32:
		ours.SetInt(int64(v))
	case int64:
		ours.SetInt(v)
	case protoreflect.EnumNumber:
		ours.SetInt(int64(v))
	}
}

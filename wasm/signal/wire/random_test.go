package wire

import (
	"math"
	"reflect"

	"google.golang.org/protobuf/reflect/protoreflect"
	"pgregory.net/rapid"
)

// Numbers near the places where the encoding changes its length.
var (
	someUint32 = rapid.OneOf(rapid.Uint32(), rapid.SampledFrom([]uint32{0, 1, 127, 128, math.MaxUint32}))
	someInt32  = rapid.OneOf(rapid.Int32(), rapid.SampledFrom([]int32{0, 1, -1, math.MinInt32}))
	someInt64  = rapid.OneOf(rapid.Int64(), rapid.SampledFrom([]int64{0, -1, math.MinInt64, math.MaxInt64}))
	someString = rapid.OneOf(rapid.StringN(0, 20, -1), rapid.StringN(130, 140, -1))
)

// fill gives random values to a message of ours. Of a oneof, known by the real
// descriptor, it sets one member at most.
func fill(t *rapid.T, v reflect.Value, d protoreflect.MessageDescriptor) {
	var members []int
	for i := range v.NumField() {
		fd := fieldOf(d, v.Type().Field(i).Name)
		if fd.ContainingOneof() != nil {
			members = append(members, i)
			continue
		}
		fillValue(t, v.Field(i), fd)
	}
	if len(members) > 0 {
		i := rapid.SampledFrom(members).Draw(t, "member")
		fd := fieldOf(d, v.Type().Field(i).Name)
		if v.Field(i).Kind() == reflect.Pointer {
			v.Field(i).Set(reflect.New(v.Field(i).Type().Elem()))
			fillValue(t, v.Field(i).Elem(), fd)
		} else {
			fillValue(t, v.Field(i), fd)
		}
	}
}

func fillValue(t *rapid.T, v reflect.Value, fd protoreflect.FieldDescriptor) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(someString.Draw(t, "string"))
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(t, "bool"))
	case reflect.Uint32:
		v.SetUint(uint64(someUint32.Draw(t, "uint32")))
	case reflect.Int32:
		v.SetInt(int64(someInt32.Draw(t, "int32")))
	case reflect.Int64:
		v.SetInt(someInt64.Draw(t, "int64"))
	case reflect.Struct:
		fill(t, v, fd.Message())
	case reflect.Pointer:
		if rapid.Bool().Draw(t, "present") {
			v.Set(reflect.New(v.Type().Elem()))
			fillValue(t, v.Elem(), fd)
		}
	case reflect.Slice:
		n := rapid.IntRange(0, 3).Draw(t, "length")
		for range n {
			e := reflect.New(v.Type().Elem()).Elem()
			if e.Kind() == reflect.Pointer {
				e.Set(reflect.New(e.Type().Elem()))
				fillValue(t, e.Elem(), fd)
			} else {
				fillValue(t, e, fd)
			}
			v.Set(reflect.Append(v, e))
		}
	case reflect.Map:
		v.Set(reflect.ValueOf(rapid.MapOfN(someString, someString, 0, 3).Draw(t, "map")))
	default:
		t.Fatalf("no random values for %s", v.Type())
	}
}

// fillReal gives random values to all fields of a real message, those that are
// not ours included, as a newer server would.
func fillReal(t *rapid.T, m protoreflect.Message, depth int) {
	fields := m.Descriptor().Fields()
	for i := range fields.Len() {
		fd := fields.Get(i)
		if (fd.ContainingOneof() == nil || fd.HasOptionalKeyword()) && rapid.Bool().Draw(t, "set") {
			fillRealField(t, m, fd, depth)
		}
	}
	oneofs := m.Descriptor().Oneofs()
	for i := range oneofs.Len() {
		members := oneofs.Get(i).Fields()
		if oneofs.Get(i).IsSynthetic() {
			continue
		}
		n := rapid.IntRange(0, members.Len()-1).Draw(t, "member")
		fillRealField(t, m, members.Get(n), depth)
	}
}

func fillRealField(t *rapid.T, m protoreflect.Message, fd protoreflect.FieldDescriptor, depth int) {
	switch {
	case fd.IsMap():
		entries := m.Mutable(fd).Map()
		if fd.MapKey().Kind() != protoreflect.StringKind || fd.MapValue().Kind() != protoreflect.StringKind {
			return
		}
		for k, v := range rapid.MapOfN(someString, someString, 0, 3).Draw(t, "map") {
			entries.Set(protoreflect.ValueOfString(k).MapKey(), protoreflect.ValueOfString(v))
		}
	case fd.IsList():
		list := m.Mutable(fd).List()
		for range rapid.IntRange(0, 3).Draw(t, "length") {
			if fd.Message() == nil {
				list.Append(someScalar(t, fd))
			} else if depth > 0 {
				fillReal(t, list.AppendMutable().Message(), depth-1)
			}
		}
	case fd.Message() != nil:
		if depth > 0 {
			fillReal(t, m.Mutable(fd).Message(), depth-1)
		}
	default:
		m.Set(fd, someScalar(t, fd))
	}
}

func someScalar(t *rapid.T, fd protoreflect.FieldDescriptor) protoreflect.Value {
	switch fd.Kind() {
	case protoreflect.StringKind:
		return protoreflect.ValueOfString(someString.Draw(t, "string"))
	case protoreflect.BytesKind:
		return protoreflect.ValueOfBytes([]byte(someString.Draw(t, "bytes")))
	case protoreflect.BoolKind:
		return protoreflect.ValueOfBool(rapid.Bool().Draw(t, "bool"))
	case protoreflect.Uint32Kind:
		return protoreflect.ValueOfUint32(someUint32.Draw(t, "uint32"))
	case protoreflect.Uint64Kind:
		return protoreflect.ValueOfUint64(rapid.Uint64().Draw(t, "uint64"))
	case protoreflect.Int32Kind:
		return protoreflect.ValueOfInt32(someInt32.Draw(t, "int32"))
	case protoreflect.Int64Kind:
		return protoreflect.ValueOfInt64(someInt64.Draw(t, "int64"))
	case protoreflect.FloatKind:
		return protoreflect.ValueOfFloat32(rapid.Float32().Draw(t, "float"))
	case protoreflect.EnumKind:
		return protoreflect.ValueOfEnum(protoreflect.EnumNumber(someInt32.Draw(t, "enum")))
	}
	t.Fatalf("no random values for %s", fd.FullName())
	return protoreflect.Value{}
}

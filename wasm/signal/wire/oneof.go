package wire

// In a oneof the member that comes last counts: reading one drops the others.
// The owner of a oneof gives drop, which sets all members to nil.

// member reads a message that is a member of a oneof.
func member[T any, P pointer[T]](f *field, drop func(), dst **T) {
	if _, ok := f.fc.MessageData(); !ok {
		return
	}
	// The same member twice is merged, as in protobuf.
	kept := *dst
	drop()
	*dst = kept
	child[T, P](f, dst)
}

// stringMember reads a string that is a member of a oneof.
func stringMember(f *field, drop func(), dst **string) {
	if v, ok := f.text(); ok {
		drop()
		*dst = &v
	}
}

// int64Member reads an int64 that is a member of a oneof.
func int64Member(f *field, drop func(), dst **int64) {
	if v, ok := f.fc.Int64(); ok {
		drop()
		*dst = &v
	}
}

package wire

// UpdateParticipantMetadata changes the participant's own data. It needs the
// permission CanUpdateMetadata, and is answered by a RequestResponse.
type UpdateParticipantMetadata struct {
	Metadata string
	Name     string
	// Attributes are those to change; an empty value deletes one.
	Attributes map[string]string
	// RequestID is repeated in the answer.
	RequestID uint32
}

func (*UpdateParticipantMetadata) name() string { return "UpdateParticipantMetadata" }

func (m *UpdateParticipantMetadata) put(w *writer) {
	putString(w, 1, m.Metadata)
	putString(w, 2, m.Name)
	putStringMap(w, 3, m.Attributes)
	putUint32(w, 4, m.RequestID)
}

func (m *UpdateParticipantMetadata) set(f *field) {
	switch f.num {
	case 1:
		f.string(&m.Metadata)
	case 2:
		f.string(&m.Name)
	case 3:
		f.stringMap(&m.Attributes)
	case 4:
		f.uint32(&m.RequestID)
	}
}

package wire

// UpdateParticipantMetadata changes the participant's own data. It needs the
// permission CanUpdateMetadata.
type UpdateParticipantMetadata struct {
	Metadata string
	Name     string
	// Attributes are those to change; an empty value deletes one.
	Attributes map[string]string
}

func (m *UpdateParticipantMetadata) put(w *writer) {
	putString(w, 1, m.Metadata)
	putString(w, 2, m.Name)
	putStringMap(w, 3, m.Attributes)
}

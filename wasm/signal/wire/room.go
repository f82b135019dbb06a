package wire

// Room is a room.
type Room struct {
	SID  string
	Name string
}

func (*Room) name() string { return "Room" }

func (m *Room) put(w *writer) {
	putString(w, 1, m.SID)
	putString(w, 2, m.Name)
}

func (m *Room) set(f *field) {
	switch f.num {
	case 1:
		f.string(&m.SID)
	case 2:
		f.string(&m.Name)
	}
}

// RoomUpdate tells that the room has changed.
type RoomUpdate struct {
	Room *Room
}

func (*RoomUpdate) name() string { return "RoomUpdate" }

func (m *RoomUpdate) put(w *writer) {
	putMessage(w, 1, m.Room)
}

func (m *RoomUpdate) set(f *field) {
	switch f.num {
	case 1:
		child(f, &m.Room)
	}
}

// Codec is a codec that the room permits.
type Codec struct {
	Mime     string
	FmtpLine string
}

func (*Codec) name() string { return "Codec" }

func (m *Codec) put(w *writer) {
	putString(w, 1, m.Mime)
	putString(w, 2, m.FmtpLine)
}

func (m *Codec) set(f *field) {
	switch f.num {
	case 1:
		f.string(&m.Mime)
	case 2:
		f.string(&m.FmtpLine)
	}
}

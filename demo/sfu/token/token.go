// Package token makes the keys of a media server and the access tokens that
// they sign. It stands apart from the server itself so that code which only
// hands out tokens does not link the server.
//
// The tokens are those of https://docs.livekit.io/home/get-started/authentication/.
package token

import (
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/livekit/protocol/auth"
)

// MinSecretLength is the shortest secret, in bytes, that may sign a token:
// HS256 wants a key no shorter than its 256-bit hash (RFC 7518, section 3.2).
const MinSecretLength = 32

// Lifetime is how long a token may be used to join. A participant who is
// already in the room stays beyond it: the server refreshes the token.
const Lifetime = 6 * time.Hour

// Keys is an API key and the secret that belongs to it.
type Keys struct {
	Key    string
	Secret string
}

// NewKeys makes keys that nobody knows, from the system's random source.
func NewKeys() Keys {
	return Keys{Key: "API" + rand.Text(), Secret: rand.Text() + rand.Text()}
}

// ParseKeys reads "key:secret"; blanks around either part do not count. Its
// errors never contain the secret.
func ParseKeys(text string) (Keys, error) {
	key, secret, found := strings.Cut(text, ":")
	keys := Keys{Key: strings.TrimSpace(key), Secret: strings.TrimSpace(secret)}
	if !found {
		return Keys{}, errors.New("keys must have the form key:secret")
	}
	return keys, keys.Validate()
}

// Validate returns an error if the keys cannot be used.
func (k Keys) Validate() error {
	if k.Key == "" {
		return errors.New("the API key is empty")
	}
	if len(k.Secret) < MinSecretLength {
		return fmt.Errorf("the API secret has %d characters, at least %d are needed", len(k.Secret), MinSecretLength)
	}
	return nil
}

// IsZero tells whether no keys are set.
func (k Keys) IsZero() bool { return k == Keys{} }

// Request says who may join which room.
type Request struct {
	Room       string // required
	Identity   string // required; unique in its room
	Name       string
	Metadata   string
	Attributes map[string]string
	// RoomConfig is applied when this participant's arrival creates the room.
	RoomConfig *auth.RoomConfiguration
}

// Issue signs a token that lets its holder join, publish, subscribe, send data
// and change its own attributes.
func (k Keys) Issue(r Request) (string, error) {
	if err := k.Validate(); err != nil {
		return "", err
	}
	if r.Room == "" {
		return "", errors.New("a token needs a room")
	}
	if r.Identity == "" {
		return "", errors.New("a token needs an identity")
	}
	grant := &auth.VideoGrant{Room: r.Room, RoomJoin: true}
	grant.SetCanPublish(true)
	grant.SetCanSubscribe(true)
	grant.SetCanPublishData(true)
	grant.SetCanUpdateOwnMetadata(true)

	access := auth.NewAccessToken(k.Key, k.Secret).
		SetIdentity(r.Identity).
		SetName(r.Name).
		SetMetadata(r.Metadata).
		SetAttributes(r.Attributes).
		SetVideoGrant(grant).
		SetValidFor(Lifetime)
	if r.RoomConfig != nil {
		access.GetGrants().RoomConfig = r.RoomConfig
	}
	return access.ToJWT()
}

package server

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
)

// Token asks the token endpoint of the demo server at url for a token to join a
// room under an identity.
func Token(url, room, identity string) (string, error) {
	body, err := json.Marshal(map[string]string{"room_name": room, "participant_identity": identity})
	if err != nil {
		return "", err
	}
	response, err := http.Post(url+"/token", "application/json", bytes.NewReader(body))
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	var answer struct {
		Token string `json:"participant_token"`
		Error string `json:"error"`
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return "", fmt.Errorf("the token endpoint answered %s: %w", response.Status, err)
	}
	if answer.Token == "" {
		return "", fmt.Errorf("the token endpoint answered %s: %s", response.Status, answer.Error)
	}
	return answer.Token, nil
}

//go:build js && wasm

// The program that does nothing: the floor of what Go's runtime weighs.
package main

func main() {}

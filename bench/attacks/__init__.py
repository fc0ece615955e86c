"""Attacks on Tonmeister: hostile files, names, requests, DAWs, servers and moments, each judged."""

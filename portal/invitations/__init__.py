"""How does an invitation by letter lead somebody in, and nobody who reads, opens or presses everything in the letter?"""

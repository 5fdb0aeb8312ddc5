"""What can a person prove who they are with: a password and a code, an app, a passkey; and how is each kept?"""

"""The whole stack on this machine: MiniStack runs `template.yaml` as it is, on loopback, with its state on disk.

Nothing of AWS is imitated here. This package starts the engine, hands it the template as CloudFormation gets it, and keeps its state.
It runs in an environment of its own (`requirements/engine.txt`) and knows nothing of copydesk's code.
"""

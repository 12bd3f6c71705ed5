"""Adding articles to a corpus: what may come in (`incoming`), putting it there (`place`), what changes (`telling`)."""

from kzlib.add.incoming import Incoming, incoming
from kzlib.add.place import placed
from kzlib.add.telling import told

__all__ = ["Incoming", "incoming", "placed", "told"]

"""What the shop knows: mapped classes, no queries.

Moments are Unix seconds in UTC; a text that nobody gave is empty, never NULL; NULL is "not known".
"""

from shopmail.model.base import Model
from shopmail.model.campaign import Campaign, CampaignState, LeftOut, Wave
from shopmail.model.consent import Act, ConsentEntry
from shopmail.model.contact import Agreement, Contact, DoubleOptIn, OwnField
from shopmail.model.delivery import Chunk, ChunkState, Delivery, DeliveryState
from shopmail.model.event import Event, SyncMark
from shopmail.model.import_run import ImportRow, ImportRun, RunState, StagedRow, Verdict
from shopmail.model.picture import Picture
from shopmail.model.segment import Segment
from shopmail.model.shop_fact import Setting, ShopFact
from shopmail.model.source import ImportKind, Origin, Source, Told
from shopmail.model.suppression import Reason, Suppression, Way
from shopmail.model.tag import ContactTag, Tag

__all__ = [
    "Act",
    "Agreement",
    "Campaign",
    "CampaignState",
    "Chunk",
    "ChunkState",
    "ConsentEntry",
    "Contact",
    "ContactTag",
    "Delivery",
    "DeliveryState",
    "DoubleOptIn",
    "Event",
    "ImportKind",
    "ImportRow",
    "ImportRun",
    "LeftOut",
    "Model",
    "Origin",
    "OwnField",
    "Picture",
    "Reason",
    "RunState",
    "Segment",
    "Setting",
    "ShopFact",
    "Source",
    "StagedRow",
    "Suppression",
    "SyncMark",
    "Tag",
    "Told",
    "Verdict",
    "Wave",
    "Way",
]

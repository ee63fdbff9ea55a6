using Microsoft.EntityFrameworkCore;

namespace OpenIddictPeer;

internal sealed class PeerDatabase(DbContextOptions<PeerDatabase> options) : DbContext(options);

namespace Stagedoor.Protocol;

/// <summary>Storage cannot answer now: the database is gone, full or read-only, or too much waits for it. Edges answer 503; nothing was done.</summary>
public sealed class StorageUnavailableException : Exception
{
    public StorageUnavailableException()
    {
    }

    public StorageUnavailableException(string message) : base(message)
    {
    }

    public StorageUnavailableException(string message, Exception innerException) : base(message, innerException)
    {
    }
}

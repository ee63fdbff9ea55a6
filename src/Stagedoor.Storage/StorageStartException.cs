namespace Stagedoor.Storage;

/// <summary>Storage refuses to start. The message is one sentence for the operator.</summary>
public sealed class StorageStartException : Exception
{
    public StorageStartException()
    {
    }

    public StorageStartException(string message) : base(message)
    {
    }

    public StorageStartException(string message, Exception innerException) : base(message, innerException)
    {
    }
}

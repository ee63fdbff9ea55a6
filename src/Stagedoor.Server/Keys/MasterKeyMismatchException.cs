namespace Stagedoor.Server.Keys;

/// <summary>The key file does not open the database: another installation's key, or another installation's database. The start is refused.</summary>
public sealed class MasterKeyMismatchException : Exception
{
    public MasterKeyMismatchException() : base("the key file does not open this database: put back the keys/master.key that belongs to it")
    {
    }

    public MasterKeyMismatchException(string message) : base(message)
    {
    }

    public MasterKeyMismatchException(string message, Exception innerException) : base(message, innerException)
    {
    }
}

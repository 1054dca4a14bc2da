using System.Text;

namespace HydroNotebook.Kernel.Wire.Zmtp;

/// <summary>The 64 bytes with which both sides of a connection begin (ZMTP 3.1, section 3.2).</summary>
/// <remarks>Signature FF, eight bytes, 7F; version 3.1; mechanism of 20 bytes; as-server; 31 zeros.</remarks>
internal static class ZmtpGreeting
{
    /// <summary>Length of a greeting, bytes.</summary>
    internal const int Length = 64;

    /// <summary>Bytes up to the major version: what older versions send as well, so it is checked before more is waited for.</summary>
    internal const int VersionEnd = 11;

    private const int MechanismStart = 12;
    private const int MechanismEnd = 32;

    /// <summary>Ours: version 3.1, mechanism NULL.</summary>
    internal static byte[] Ours()
    {
        var greeting = new byte[Length];
        greeting[0] = 0xFF;
        greeting[9] = 0x7F;
        greeting[10] = 3;
        greeting[11] = 1;
        "NULL"u8.CopyTo(greeting.AsSpan(MechanismStart));
        return greeting;
    }

    /// <summary>Checks the first byte of a peer; version 1 and other protocols fail here, and would send no more.</summary>
    /// <exception cref="ZmtpException">It begins no greeting.</exception>
    internal static void CheckFirst(byte first)
    {
        if (first != 0xFF)
        {
            throw new ZmtpException("does not speak ZMTP 3");
        }
    }

    /// <summary>Checks signature and version.</summary>
    /// <exception cref="ZmtpException">It is no ZMTP, or older than 3.0.</exception>
    internal static void CheckVersion(ReadOnlySpan<byte> start)
    {
        if (start[9] != 0x7F)
        {
            throw new ZmtpException("does not speak ZMTP 3");
        }

        if (start[10] < 3)
        {
            throw new ZmtpException("speaks a version of ZMTP before 3.0");
        }
    }

    /// <summary>Checks the security mechanism.</summary>
    /// <exception cref="ZmtpException">It is another than NULL.</exception>
    internal static void CheckMechanism(ReadOnlySpan<byte> greeting)
    {
        ReadOnlySpan<byte> mechanism = greeting[MechanismStart..MechanismEnd].TrimEnd((byte)0);
        if (!mechanism.SequenceEqual("NULL"u8))
        {
            throw new ZmtpException($"asks for the mechanism '{Printable(mechanism)}'; only NULL is spoken here");
        }
    }

    private static string Printable(ReadOnlySpan<byte> text)
    {
        var printable = new StringBuilder();
        foreach (byte letter in text)
        {
            printable.Append(letter is > 32 and < 127 ? (char)letter : '?');
        }

        return printable.ToString();
    }
}
